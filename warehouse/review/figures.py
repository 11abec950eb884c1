"""The numbers of a stretch of the flow with what stands before each of them: what arithmetic is checked on.

Extraction says what a number means; here every number of a sentence is needed, also those that no fact came from, since
a list of parts with one missing would raise a false alarm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from warehouse.model import Qualifier
from warehouse.reference import Reference
from warehouse.review.interval import Interval, printed
from warehouse.review.wording import grouped

_NUMBER = r"(?<![0-9A-Za-z.,〔])(?P<number>[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?)(?![0-9A-Za-z〕])"
_SCALES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_SCALE = "(?P<scale>万亿|[十百千]?万|亿|[百千])?"
_UNKNOWN_UNIT = r"(?![以左余多的和及与为是至到等])[\u4e00-\u9fff]"
_QUALIFIERS: tuple[tuple[re.Pattern[str], Qualifier], ...] = (
    (re.compile(r"(?:不低于|不少于|不小于|至少|≥|>=)$"), "at_least"),
    (re.compile(r"(?:不超过|不高于|不多于|不大于|最多|≤|<=|控制在)$"), "at_most"),
    (re.compile(r"(?:超过|超|逾|突破|大于|高于|>)$"), "more_than"),
    (re.compile(r"(?:接近|近|将近|不足|小于|低于|<)$"), "less_than"),
    (re.compile(r"(?:大约|约|约为|大概|左右|预计)$"), "about"),
)
_TAILS: dict[str, Qualifier] = {
    "余": "more_than",
    "多": "more_than",
    "来": "about",
    "以上": "at_least",
    "左右": "about",
    "以内": "at_most",
    "以下": "at_most",
}
_CALENDAR = frozenset({"年", "月", "日", "号", "届", "时"})
_RANGE = re.compile(r"[-—–~～至到]{1,2}")
# Kinds of unit whose whole numbers are counted, not measured.
_COUNTED = frozenset({"count", "place"})
_PEOPLE = {"名": "人", "位": "人"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. ``start`` … ``end`` (with unit) lie in the flow; ``label`` are the words before it, back to the previous
    number or the start of the stretch. ``printed_value`` is in ``unit``; ``value`` and ``interval`` are in ``base``, the base
    unit."""

    start: int
    number_end: int
    end: int
    label: str
    printed_value: Decimal
    value: Decimal
    interval: Interval
    unit: str
    base: str
    decimals: int
    qualifier: Qualifier = "exact"
    is_range: bool = False

    @property
    def is_money(self) -> bool:
        return self.base == "元"

    @property
    def is_percent(self) -> bool:
        return self.base == "%"

    @property
    def shown(self) -> str:
        """The number with its unit, rightly grouped: 13,092.54万元."""
        return self.number + self.unit

    @property
    def number(self) -> str:
        """The number alone, rightly grouped."""
        return grouped(self.printed_value, self.decimals)


@lru_cache(maxsize=4)
def _pattern(reference: Reference) -> re.Pattern[str]:
    units = sorted((unit for unit in reference.units if unit), key=lambda unit: (-len(unit), unit))
    known = "|".join(map(re.escape, units)) or "%"
    with_scale = rf"{_SCALE}(?P<more2>[余多])?(?P<bare>{known})"
    unknown = rf"{_SCALE.replace('scale', 'scale2')}(?P<strange>{_UNKNOWN_UNIT})?"
    return re.compile(rf"{_NUMBER}(?P<more>[余多来])?(?:{with_scale}|(?P<alone>{known})|{unknown})")


def find_figures(flow: str, start: int, end: int, reference: Reference) -> tuple[Figure, ...]:
    """The figures of ``flow[start:end]`` in order; years and days are none, but words in the label of the next figure."""
    figures: list[Figure] = []
    previous = start
    for match in _pattern(reference).finditer(flow, start, end):
        figure = _figure(match, flow[previous : match.start("number")], flow, end, reference)
        if figure.base not in _CALENDAR:
            figures.append(figure)
            previous = match.end()
    return _with_shared_units(flow, figures)


def _figure(match: re.Match[str], label: str, flow: str, end: int, reference: Reference) -> Figure:
    scale, unit = _unit(match, reference)
    known = reference.units.get(unit)
    base, factor = (known.base_unit, known.factor * scale) if known else (unit, Decimal(scale))
    text = match["number"].replace(",", "")
    decimals = len(text.partition(".")[2])
    value = Decimal(text)
    qualifier = _qualifier(label, match["more"] or match["more2"] or flow[match.end() : min(end, match.end() + 2)])
    is_count = known is None or known.kind in _COUNTED
    interval = printed(value, decimals, qualifier, factor, is_count)
    shown_unit = flow[match.end("more") if match["more"] else match.end("number") : match.end()]
    return Figure(
        match.start("number"), match.end("number"), match.end(), label, value, value * factor, interval, shown_unit,
        _PEOPLE.get(base, base), decimals, qualifier, bool(_RANGE.fullmatch(label)),
    )  # fmt: skip


def _unit(match: re.Match[str], reference: Reference) -> tuple[int, str]:
    """Scale and unit: 万起 is 10000 of 起 unless the seeds know it whole; 亿 alone is theirs, too."""
    scale, unit = match["scale"] or match["scale2"] or "", match["bare"] or match["alone"] or match["strange"] or ""
    if scale and scale + unit in reference.units:
        return 1, scale + unit
    return _SCALES[scale], unit


def _qualifier(label: str, tail: str) -> Qualifier:
    for pattern, qualifier in _QUALIFIERS:
        if pattern.search(label):
            return qualifier
    return _TAILS.get(tail, _TAILS.get(tail[:1], "exact") if tail[:1] in ("余", "多") else "exact")


def _with_shared_units(flow: str, figures: list[Figure]) -> tuple[Figure, ...]:
    """Numbers of a list share the unit told last (得48.6、48.5分); the ends of a range, or of a number that a line end
    broke in two, are marked as no plain numbers."""
    for place in range(len(figures) - 2, -1, -1):
        here, following = figures[place], figures[place + 1]
        if not here.unit and following.unit and flow[here.end : following.start] in ("、", "和", "及", "与"):
            figures[place] = here = _sharing(here, following)
        if following.is_range and len(following.label) <= 2:
            figures[place] = replace(here, is_range=True)
        if not here.unit and following.label == " ":
            figures[place : place + 2] = [replace(here, is_range=True), replace(following, is_range=True)]
    return tuple(figures)


def _sharing(here: Figure, following: Figure) -> Figure:
    """A figure with the unit of the next one."""
    factor = following.value / following.printed_value if following.printed_value else Decimal(1)
    interval = printed(here.printed_value, here.decimals, here.qualifier, factor, following.interval.low == following.interval.high)
    return replace(here, value=here.printed_value * factor, interval=interval, unit=following.unit, base=following.base)
