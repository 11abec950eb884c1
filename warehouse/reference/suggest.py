"""Proposals of which names mean the same indicator, as lines to paste into the seeds. Nothing is ever merged by itself.

suggest_aliases([NameSeen("城镇新增就业人员数", "人", 2023, "org")], reference)
=> Suggestion(alias="城镇新增就业人员数", indicator="城镇新增就业人数", score=94, lines=(("indicator_aliases.csv", "…"),))
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from warehouse.reference.nouns import Reference

_NUMBERS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_LOOSE = re.compile(
    r"^(?:全年|年度|当年|本年|累计|共|全市|全区|全县|全镇|全街)|[“”\"（）()、\s]|总(?=数|量|[人户家个批面金次场里长])|(?:总数|数量|情况|个数|指标|的)$"
)
ENOUGH = 82.0


@dataclass(frozen=True, slots=True)
class NameSeen:
    """An indicator's name as the reports give it, with its base unit and where it was read."""

    name: str
    base_unit: str
    fiscal_year: int | None = None
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``alias`` may mean ``indicator``. ``score`` is 0–100; ``lines`` are (seed file, line to paste)."""

    alias: str
    indicator: str
    score: float
    why: str
    lines: tuple[tuple[str, str], ...]


def suggest_aliases(seen: Iterable[NameSeen], reference: Reference, enough: float = ENOUGH) -> tuple[Suggestion, ...]:
    """The best proposal for each name that no seed knows: a canonical indicator, else a name seen in another year or
    another organisation's report. Best first; the same input gives the same list in any order."""
    unknown = sorted({one for one in seen if reference.indicator(one.name) is None}, key=_order)
    found = [_to_known(name, unit, reference, enough) for name, unit in dict.fromkeys((one.name, one.base_unit) for one in unknown)]
    settled = {suggestion.alias for suggestion in found if suggestion}
    among = _among_unknown([one for one in unknown if one.name not in settled], reference, enough)
    best = {suggestion.alias: suggestion for suggestion in [*filter(None, found), *among]}
    return tuple(sorted(best.values(), key=lambda suggestion: (-suggestion.score, suggestion.alias)))


def _order(one: NameSeen) -> tuple[int, str, str, str]:
    return (one.fiscal_year or 0, one.name, one.base_unit, one.organisation)


def _to_known(name: str, unit: str, reference: Reference, enough: float) -> Suggestion | None:
    """The known indicator, by its own name or an alias, that a name resembles most and does not contradict."""
    names = [*reference.indicators, *reference.indicator_aliases]
    for known, score, _ in process.extract(name, names, scorer=_alike, score_cutoff=enough, limit=8):
        indicator = reference.indicator(known)
        if indicator is None or contradict(name, known, reference) or not _same_kind(unit, indicator.base_unit):
            continue
        line = ("indicator_aliases.csv", _csv(name, indicator.indicator))
        why = f"与“{known}”相近" if known != indicator.indicator else "与标准名相近"
        return Suggestion(name, indicator.indicator, round(score, 1), why, (line,))
    return None


def _among_unknown(seen: Sequence[NameSeen], reference: Reference, enough: float) -> Iterable[Suggestion]:
    """Names that only the reports know: a later one may mean what an earlier one meant."""
    for number, later in enumerate(seen):
        earlier = [one for one in seen[:number] if one.name != later.name and one.base_unit == later.base_unit and _apart(one, later)]
        best = process.extractOne(later.name, [one.name for one in earlier], scorer=_alike, score_cutoff=enough)
        if best is None or contradict(later.name, best[0], reference):
            continue
        first = earlier[best[2]]
        why = f"{first.organisation or '另一报告'}{first.fiscal_year or ''}年作“{first.name}”"
        canonical = ("indicators.csv", _csv(first.name, "其他", first.base_unit, "neutral"))
        alias = ("indicator_aliases.csv", _csv(later.name, first.name))
        yield Suggestion(later.name, first.name, round(best[1], 1), why, (canonical, alias))


def _apart(one: NameSeen, other: NameSeen) -> bool:
    """Two names in one report are two things; in different years or organisations they may be one."""
    return one.fiscal_year != other.fiscal_year or one.organisation != other.organisation


def contradict(one: str, other: str, reference: Reference) -> bool:
    """Whether two names differ in a number or in a word of a kind that sets things apart (``opposed_…``: 新增 / 累计)."""
    one, other = _bare(one), _bare(other)
    if _NUMBERS.findall(one) != _NUMBERS.findall(other) or one.endswith("率") != other.endswith("率"):
        return True
    rows = (words for kind, words in reference.words.items() if kind.startswith("opposed_"))
    return any(_words(row, one) != _words(row, other) for row in rows)


def _words(row: tuple[str, ...], name: str) -> set[str]:
    """The words of a row that a name holds; one inside a longer one (合格 in 不合格) does not count."""
    held = {word for word in row if word in name}
    return {word for word in held if not any(word != other and word in other for other in held)}


def _same_kind(unit: str, base_unit: str) -> bool:
    """Whether a number in ``unit`` can be the indicator's: the same base unit, or counting words for persons and firms."""
    if not unit or not base_unit or unit == base_unit:
        return True
    return any(
        {unit, base_unit} <= group
        for group in ({"人", "名", "位"}, {"家", "户", "个"}, {"次", "场", "场次"}, {"个", "处", "座", "所"}, {"件", "宗", "起"})
    )


def _alike(one: str, other: str, **_: object) -> float:
    """0–100: how alike two names are, without words that say nothing (全年, 累计, 数量, quotation marks)."""
    return fuzz.ratio(_bare(one), _bare(other))


def _bare(name: str) -> str:
    return _LOOSE.sub("", name)


def _csv(*cells: str) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
