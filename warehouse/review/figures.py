"""The numbers of a stretch of the flow with what stands before each of them: what arithmetic is checked on.

Extraction says what a number means; here every number of a sentence is needed, also those that no fact came from, since
a list of parts with one missing would raise a false alarm. What a figure is worth is only computed when a rule asks.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from warehouse.model import Qualifier
from warehouse.reference import Reference
from warehouse.review.interval import Interval, printed
from warehouse.review.wording import grouped
from warehouse.text.unit import scale_factor

_NUMBER = re.compile(r"[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?")
_GLUED = frozenset("0123456789.,〔ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_GLUED_BEHIND = _GLUED - {".", ",", "〔"} | {"〕"}
_SCALE = re.compile("(?:万亿|[十百千]?万|亿|[百千])?")
_UNKNOWN_UNIT = re.compile(r"(?![以左余多的和及与为是至到等])[\u4e00-\u9fff]")
_LONGEST_UNIT = 6
_QUALIFIERS: tuple[tuple[tuple[str, ...], Qualifier], ...] = (
    (("不低于", "不少于", "不小于", "至少", "≥", ">="), "at_least"),
    (("不超过", "不高于", "不多于", "不大于", "最多", "≤", "<=", "控制在"), "at_most"),
    (("超过", "超", "逾", "突破", "大于", "高于", ">"), "more_than"),
    (("近", "不足", "小于", "低于", "<"), "less_than"),
    (("约", "约为", "大概", "预计"), "about"),
)
_QUALIFYING = frozenset(word[-1] for words, _ in _QUALIFIERS for word in words)
_TAILS: dict[str, Qualifier] = {"以上": "at_least", "左右": "about", "以内": "at_most", "以下": "at_most"}
_MORE: dict[str, Qualifier] = {"余": "more_than", "多": "more_than", "来": "about"}
_CALENDAR = frozenset({"年", "月", "日", "号", "届", "时"})
_RANGE = re.compile(r"[-—–~～至到]{1,2}")
# Kinds of unit whose whole numbers are counted, not measured.
_COUNTED = frozenset({"count", "place"})
_PEOPLE = {"名": "人", "位": "人"}


class Figure(NamedTuple):
    """One number. ``start`` … ``end`` (with unit) lie in the flow; ``label`` are the words before it, back to the previous
    number or the start of the stretch, ``tail`` the two characters behind it. ``text`` is the number as printed without
    grouping marks, ``unit`` its unit as printed, ``factor`` what leads to ``base``, the base unit. ``is_range``: an end of
    a range, or a number that a line end broke in two; nothing can be computed with it."""

    start: int
    number_end: int
    end: int
    label: str
    tail: str
    text: str
    unit: str
    base: str
    factor: Decimal
    is_count: bool
    is_range: bool = False

    @property
    def decimals(self) -> int:
        return len(self.text.partition(".")[2])

    @property
    def printed_value(self) -> Decimal:
        """The number in its unit as printed."""
        return Decimal(self.text)

    @property
    def value(self) -> Decimal:
        """The number in the base unit."""
        return Decimal(self.text) * self.factor

    @property
    def interval(self) -> Interval:
        """What the number can stand for, in the base unit."""
        return printed(Decimal(self.text), self.decimals, self.qualifier, self.factor, self.is_count)

    @property
    def qualifier(self) -> Qualifier:
        if self.label[-1:] in _QUALIFYING:
            for words, qualifier in _QUALIFIERS:
                if self.label.endswith(words):
                    return qualifier
        if self.unit[:1] in _MORE:
            return _MORE[self.unit[:1]]
        if self.unit[1:2] in ("余", "多"):
            return "more_than"
        return _TAILS.get(self.tail, "exact")

    @property
    def is_bounded(self) -> bool:
        """Whether both ends of what it can stand for are told: 1,000万元以上 says nothing of how much it is."""
        return self.qualifier not in ("at_least", "at_most", "vague")

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
        return grouped(Decimal(self.text), self.decimals)


class _Unit(NamedTuple):
    """What stands behind a number: how many characters, the base unit, what leads to it, whether it counts things."""

    length: int
    base: str
    factor: Decimal
    is_count: bool


def find_figures(flow: str, start: int, end: int, reference: Reference) -> tuple[Figure, ...]:
    """The figures of ``flow[start:end]`` in order; years and days are none, but words in the label of the next figure."""
    figures: list[Figure] = []
    previous = start
    for match in _NUMBER.finditer(flow, start, end):
        first, last = match.span()
        if (first > start and flow[first - 1] in _GLUED) or (last < end and flow[last] in _GLUED_BEHIND):
            continue
        unit = _unit(flow[last : min(end, last + _LONGEST_UNIT + 4)], reference)
        if unit.base not in _CALENDAR:
            stop = last + unit.length
            label = flow[previous:first]
            figures.append(
                Figure(
                    first, last, stop, label, flow[stop : stop + 2], match.group().replace(",", ""), flow[last:stop],
                    unit.base, unit.factor, unit.is_count, _RANGE.fullmatch(label) is not None,
                )
            )  # fmt: skip
            previous = stop
    return _with_shared_units(flow, figures)


@lru_cache(maxsize=8192)
def _unit(behind: str, reference: Reference) -> _Unit:
    """The unit that the characters behind a number begin with: 万起 is 10000 of 起 unless the seeds know it whole."""
    more = 1 if behind[:1] in _MORE else 0
    scale = _SCALE.match(behind, more)
    assert scale is not None
    rest = scale.end()
    if scale.group() and behind[rest : rest + 1] in _MORE:
        rest += 1
    for begin, factor in ((rest, scale_factor(scale.group())), (more, 1)):
        for length in range(_LONGEST_UNIT, 0, -1):
            unit = reference.units.get(behind[begin : begin + length])
            if unit is not None and len(behind) >= begin + length:
                return _Unit(begin + length, _PEOPLE.get(unit.base_unit, unit.base_unit), unit.factor * factor, unit.kind in _COUNTED)
    strange = _UNKNOWN_UNIT.match(behind, rest)
    return _Unit(strange.end() if strange else rest, strange.group() if strange else "", scale_factor(scale.group()), True)


def _with_shared_units(flow: str, figures: list[Figure]) -> tuple[Figure, ...]:
    """Numbers of a list share the unit told last (得48.6、48.5分); the ends of a range, or of a number that a line end
    broke in two, are marked as no plain numbers."""
    for place in range(len(figures) - 2, -1, -1):
        here, following = figures[place], figures[place + 1]
        if not here.unit and following.unit and flow[here.end : following.start] in ("、", "和", "及", "与"):
            figures[place] = here = here._replace(
                unit=following.unit, base=following.base, factor=following.factor, is_count=following.is_count
            )
        if following.is_range and len(following.label) <= 2:
            figures[place] = here._replace(is_range=True)
        if not here.unit and following.label in (" ", "，"):
            figures[place : place + 2] = [here._replace(is_range=True), following._replace(is_range=True)]
    return tuple(figures)
