"""Marks that a body gives itself: in its form, and in the sentence that tells the result.

自评总得分95.6分，其中预算执行9.7分（权重10分）、产出48.5分（权重50分）、效益28.2分（权重30分）、满意度9.2分（权重10分）
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from warehouse.model import Span
from warehouse.review.figures import Figure
from warehouse.review.grid import Entry, Grid, Row
from warehouse.review.interval import Interval, printed
from warehouse.review.pack import Pack
from warehouse.review.reading import Reading

_TOTAL = re.compile(
    r"(?:自评|绩效|综合|评价)[^，。；]{0,12}?(?:总得分|总分|得分|得|评分)(?:为|是|共|合计|：)*$|自评(?:得分)?(?:为)?$|^[^，。；]{0,6}总得分(?:为)?$"
)
_SCORE_WORD = re.compile(r"(?:自评|绩效|综合|评价|总得|得分|总分)[^。\n]{0,40}?[0-9]分")
_WEIGHT = re.compile(r"(?:权重|满分|分值|标准分|占|满分值)(?:各|均)?(?:为|占|是|：)*$")
_OF_LAST = re.compile(r"^[，（](?:权重|满分|分值|标准分|占)")
# A limit of a grade (90分（含）以上为优) is no mark.
_IS_LIMIT = re.compile(r"（(?:不)?含[^）]*）|及?以上|及?以下|至[0-9]|[—\-~～][0-9]")
_GOT = re.compile(r"^，(?:自评|实际|最终)?(?:得分?|实得|评分)(?:为)?$")
_DEDUCTED = re.compile(r"[扣减失加][了去得]?[0-9]?$")
_EACH = re.compile(r"(?:各|均)(?:为|占|是)*$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A part's score and weight (None: not told)."""

    name: str
    score: Figure
    weight: Figure | None

    @property
    def place(self) -> tuple[int, int]:
        """From the first to the last of its figures in the flow."""
        figures = [self.score, *([self.weight] if self.weight else [])]
        return min(figure.start for figure in figures), max(figure.end for figure in figures)


@dataclass(frozen=True, slots=True)
class Told:
    """A total score in prose with the parts told behind it; ``sentence`` is the total's."""

    total: Figure
    parts: tuple[Mark, ...]
    sentence: Span


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a form with a weight, a score, or both."""

    row: Row
    grid: Grid
    weight: Entry | None
    score: Entry | None


@dataclass(frozen=True, slots=True)
class Form:
    """The scored lines of one table, all its blocks together, and its total's line (None: it has none)."""

    lines: tuple[Line, ...]
    total: Line | None


def exact(figure: Figure) -> Interval:
    """A score: whole marks are exact."""
    return printed(figure.printed_value, figure.decimals, is_count=True)


def totals_told(reading: Reading) -> tuple[Told, ...]:
    """The total scores that the prose tells, in order."""
    return reading.once(_in_prose)


def _in_prose(reading: Reading) -> Iterator[Told]:
    for sentence in reading.sentences_with(_SCORE_WORD):
        figures = [f for f in reading.figures(sentence) if f.base == "分" and not _IS_LIMIT.match(reading.flow, f.end)]
        for place, figure in enumerate(figures):
            if _is_total(figure, reading.pack):
                behind = figures[place + 1 :]
                yield Told(figure, _parts(behind) or _parts_behind(reading, sentence), sentence)
                break


def _is_total(figure: Figure, pack: Pack) -> bool:
    clause = re.split(r"[，。；]", figure.label)[-1]
    is_own = _TOTAL.search(clause) and not _WEIGHT.search(clause) and not pack.tells("common", "other_scores", clause)
    return bool(is_own) and 0 < figure.printed_value <= 120


def _parts(figures: Sequence[Figure]) -> tuple[Mark, ...]:
    """Scores with their weights: told behind (9.7分（权重10分）), before (满分10分，得9.5分; 指标10分，得9.5分) or once for all."""
    marks: list[Mark] = []
    awaited: Figure | None = None
    for figure in figures:
        last = marks[-1] if marks else None
        if _WEIGHT.search(figure.label):
            if _EACH.search(figure.label):
                marks = [Mark(mark.name, mark.score, figure) for mark in marks]
            elif last is not None and last.weight is None and _OF_LAST.match(figure.label):
                marks[-1] = Mark(last.name, last.score, figure)
            else:
                awaited = figure
        elif awaited is not None:
            marks.append(Mark(_name(awaited.label), figure, awaited))
            awaited = None
        elif last is not None and last.weight is None and _GOT.match(figure.label):
            marks[-1] = Mark(last.name, figure, last.score)
        elif "。" not in figure.label and not _DEDUCTED.search(figure.label):
            marks.append(Mark(_name(figure.label), figure, None))
    return tuple(marks) if len(marks) >= 2 else ()


def _name(label: str) -> str:
    """What a score is given for."""
    return re.sub(r"^.*[，、；：）]|其中|得分$|得$|分别|满分(?:为)?$|权重(?:为)?$|分值(?:为)?$", "", label)


def _parts_behind(reading: Reading, sentence: Span) -> tuple[Mark, ...]:
    """The parts told in the next sentence: 履职效能、管理效率分别得48.6、48.5分，权重各占50分."""
    following = reading.next_sentence(sentence.start)
    if following is None or not re.search(r"分别得|其中", following.of(reading.flow)):
        return ()
    return _parts([figure for figure in reading.figures(following) if figure.base == "分"])


def forms(reading: Reading) -> tuple[Form, ...]:
    """The scored tables."""
    return reading.once(_in_tables)


def _in_tables(reading: Reading) -> Iterator[Form]:
    tables: dict[int, list[Grid]] = {}
    for grid in reading.grids:
        if grid.has("weight") or grid.has("score"):
            tables.setdefault(grid.table.number, []).append(grid)
    for blocks in tables.values():
        lines = [Line(row, grid, _weight(grid, row), row.entry("score")) for grid in blocks for row in grid.rows]
        scored = [line for line in lines if line.weight or line.score]
        total = next((line for line in reversed(scored) if line.row.is_total), None)
        yield Form(tuple(line for line in scored if not line.row.is_total), total)


def _weight(grid: Grid, row: Row) -> Entry | None:
    """The weight nearest to the score: where levels have weights of their own, the last level's."""
    columns = [column for column, role in grid.roles.items() if role == "weight"]
    return next((entry for entry in row.entries if columns and entry.column == max(columns)), None)


def sum_of(entries: Sequence[Entry | None]) -> Decimal:
    """The sum of the values that are told."""
    return sum((entry.value for entry in entries if entry is not None), Decimal(0))
