"""The annexed form of a report: things with target, result, weight and score, and the total."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.corpus import slots
from benchmarks.corpus.bodies import Series
from benchmarks.corpus.grammar import Figure, Page, Piece, pick

HEADER = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
# First and second heading of each block, how many rows, and the weight of one.
_LAYOUTS = (
    (("产出指标", "数量指标", 4, 15), ("效益指标", "社会效益", 2, 15), ("满意度指标", "满意度", 1, 10)),
    (("产出指标", "数量指标", 5, 12), ("效益指标", "社会效益", 3, 10), ("满意度指标", "满意度", 1, 10)),
    (("产出指标", "数量指标", 3, 20), ("效益指标", "可持续影响", 2, 15), ("满意度指标", "满意度", 1, 10)),
)


@dataclass(frozen=True)
class FormRows:
    """The cells as printed, row by row, an empty one where the one above reaches down; ``total`` is the score as printed."""

    rows: tuple[tuple[str, ...], ...]
    total: float


def write_form(page: Page, things: Sequence[tuple[Series, str]], year: int, grouping: str, rng: random.Random, wrong: str) -> FormRows:
    """Writes the form as lines of cells parted by tabs."""
    counts = [thing for thing in things if not thing[0].is_share]
    shares = [thing for thing in things if thing[0].is_share]
    rows, total, page_start = [HEADER], 0.0, page.length
    page.put("\t".join(HEADER) + "\n")
    for first, second, number, weight in pick(rng, _LAYOUTS):
        source = shares if first == "满意度指标" and shares else counts if len(counts) >= number else list(things)
        for ordinal in range(min(number, len(source))):
            series, name = source.pop()
            is_wrong = wrong == "score_above_weight" and len(rows) == 1
            cells, score = _row(series, name, year, grouping, weight, is_wrong)
            heads = (first, second) if ordinal == 0 else ("", "")
            rows.append(_put(page, (*heads, name), cells))
            total += score
            if is_wrong:
                page.findings.append((wrong, page_start + len("\t".join(HEADER)) + 1, page.length))
    weights = sum(int(row[5]) for row in rows[1:])
    shown = round(total - (2 if wrong == "total_score_mismatch" else 0), 1)
    start = page.length
    rows.append(_put(page, ("总分", "", "", "", ""), [[_points(weights, "weight", "总分", year)], [_points(shown, "score", "总分", year)]]))
    if wrong == "total_score_mismatch" or shown > weights:
        page.findings.append((wrong, start, page.length))
    return FormRows(tuple(rows), shown)


def _row(series: Series, name: str, year: int, grouping: str, weight: int, is_wrong: bool) -> tuple[list[list[Piece]], float]:
    value = series.values[year]
    target = slots.target_of(series, year)
    score = float(weight) if value >= target else int(weight * value / target * 10) / 10
    score = weight + 2.0 if is_wrong else score
    return [
        ["≥", slots.figure(series, name, target, "target", year, grouping)],
        [slots.figure(series, name, value, "actual", year, grouping)],
        [_points(weight, "weight", name, year)],
        [_points(score, "score", name, year)],
    ], score


def _points(value: float, role: str, name: str, year: int) -> Figure:
    aliases = ("合计", "部门整体支出绩效自评表") if name == "总分" else ()
    return Figure(f"{value:g}", "分", float(value), "indicator", role, name, str(year), aliases, shown=False)


def _put(page: Page, heads: tuple[str, ...], cells: list[list[Piece]]) -> tuple[str, ...]:
    start = page.put("\t".join(heads))
    for cell in cells:
        page.put("\t")
        page.put_pieces(cell)
    printed = page.text_from(start)
    page.put("\n")
    return tuple(printed.split("\t"))
