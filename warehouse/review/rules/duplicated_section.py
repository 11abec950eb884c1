"""A section or paragraph that stands in the report twice.

四、绩效目标完成情况 and 五、主要做法及成效 with the same paragraph under both   => raised
the same budget sentence in two sections that otherwise differ              => nothing
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from warehouse.model import Finding, Span
from warehouse.review.clauses import Clauses
from warehouse.review.reading import Reading

NAME = "duplicated_section"

_LEAST = 80
# A shorter paragraph counts if it tells figures and stands twice word for word.
_LEAST_EXACT = 30
_LEAST_CLAUSES = 4
_SECTION_SHARE = 0.8
_PARAGRAPH_SHARE = 0.9
_MOST_REPEATS = 3
_FIGURE = re.compile(r"[0-9][0-9.,]*")
_RUN_IN_LEVEL = 7
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class _Unit:
    """A section (its heading in ``name``) or a paragraph (no name); the span lies in the flow. ``first`` and ``last`` are
    its clauses: a half-open range of numbers."""

    span: Span
    heading: int
    name: str
    first: int
    last: int


def check(reading: Reading) -> Iterator[Finding]:
    found = reading.clauses
    repeated = found.repeated()
    if sum(len(found.words[number]) for number in repeated) < _LEAST_EXACT:
        return
    told: set[int] = set()  # clauses of units that a finding speaks of
    for units, least in ((_sections(reading, found), _SECTION_SHARE), (_paragraphs(reading, found), _PARAGRAPH_SHARE)):
        for one, other, share in _pairs(found, units, repeated, least):
            if not (one.first in told and other.first in told):
                told.update(range(one.first, one.last), range(other.first, other.last))
                yield _finding(reading, found, one, other, share)
    yield from _exact(reading, found, told)


def _exact(reading: Reading, found: Clauses, told: set[int]) -> Iterator[Finding]:
    """Short paragraphs with figures that stand twice word for word."""
    first: dict[str, Span] = {}
    for span in reading.document.paragraphs:
        if not _LEAST_EXACT <= len(span) < _LEAST:
            continue
        words = span.of(reading.flow)
        twin = first.setdefault(words, span)
        if twin is span or "。" not in words or len(_FIGURE.findall(words)) < 2:
            continue
        one, other = (_unit(found, here, len(here), "") for here in (twin, span))
        if not (one.first in told and other.first in told):
            yield _finding(reading, found, one, other, 1.0)


def _sections(reading: Reading, found: Clauses) -> list[_Unit]:
    return [
        _unit(found, Span(section.heading.start, section.body.end), len(section.heading), section.label + section.title)
        for section in reading.document.sections
        if section.level < _RUN_IN_LEVEL and len(section.body) >= _LEAST
    ]


def _paragraphs(reading: Reading, found: Clauses) -> list[_Unit]:
    return [_unit(found, span, 0, "") for span in reading.document.paragraphs if len(span) >= _LEAST]


def _unit(found: Clauses, span: Span, heading: int, name: str) -> _Unit:
    return _Unit(span, heading, name, bisect_left(found.starts, span.start), bisect_left(found.starts, span.end))


def _pairs(found: Clauses, units: Sequence[_Unit], repeated: Sequence[int], least: float) -> list[tuple[_Unit, _Unit, float]]:
    """Units that stand almost wholly in another one, the longest first: (the earlier, the later, the share of the shorter)."""
    pairs: list[tuple[_Unit, _Unit, float]] = []
    homes = _homes(units)
    for small in units:
        inside = repeated[bisect_left(repeated, small.first) : bisect_left(repeated, small.last)]
        length = found.lengths[small.last] - found.lengths[small.first]
        if small.last - small.first < _LEAST_CLAUSES or sum(len(found.words[number]) for number in inside) < least * length:
            continue
        for number, shared in _partners(found, homes, small, inside).items():
            large = units[number]
            if shared >= least * length and len(large.span) >= len(small.span) and not large.span.overlaps(small.span):
                one, other = sorted((small, large), key=lambda unit: unit.span)
                pairs.append((one, other, shared / length))
    return sorted(pairs, key=lambda pair: (-min(len(pair[0].span), len(pair[1].span)), pair[0].span, pair[1].span))


def _homes(units: Sequence[_Unit]) -> Mapping[int, Sequence[int]]:
    """For each clause the units (by number) that it stands in: a paragraph, or a section and those around it."""
    homes: dict[int, list[int]] = {}
    for number, unit in enumerate(units):
        for clause in range(unit.first, unit.last):
            homes.setdefault(clause, []).append(number)
    return homes


def _partners(found: Clauses, homes: Mapping[int, Sequence[int]], small: _Unit, inside: Sequence[int]) -> Counter[int]:
    """For each unit (by number), how many characters of a small one stand again in it, near by."""
    shared: Counter[int] = Counter()
    for number in inside:
        nearest = sorted(_apart(found, number, small), key=lambda place: abs(place - number))[:_MOST_REPEATS]
        for unit in {home for place in nearest for home in homes.get(place, ())}:
            shared[unit] += len(found.words[number])
    return shared


def _apart(found: Clauses, number: int, unit: _Unit) -> Sequence[int]:
    """The nearest clauses before and behind a unit that are the same words as one of its own, in order."""
    places = _twins(found, number)
    first, last = bisect_left(places, unit.first), bisect_left(places, unit.last)
    return (*places[max(0, first - _MOST_REPEATS) : first], *places[last : last + _MOST_REPEATS])


def _finding(reading: Reading, found: Clauses, one: _Unit, other: _Unit, share: float) -> Finding:
    percent = f"{min(share, 1) * 100:.0f}%"
    if one.name and other.name:
        message = f"“{one.name}”与“{other.name}”的内容约{percent}的文字相同，两节未作区分，疑重复粘贴。"
    else:
        message = f"同一段文字在报告中出现两次（约{percent}相同），疑重复粘贴。"
    quotes = [reading.source(unit.span.start, min(unit.span.end, unit.span.start + unit.heading + _SHOWN)) for unit in (one, other)]
    twin = next((place for number in range(one.first, one.last) for place in _within(found, number, other)), None)
    if twin is not None:
        span = found.span(twin)
        quotes.append(reading.source(span.start, span.end))
    return reading.finding(NAME, "warning", message, quotes, f"重复文字占比 {percent}", "两处内容为何相同？后一处应填写什么内容？")


def _within(found: Clauses, number: int, unit: _Unit) -> Sequence[int]:
    """The first clause of a unit that is the same words as another one, if there is one."""
    places = _twins(found, number)
    first = bisect_left(places, unit.first)
    return places[first : first + 1] if first < len(places) and places[first] < unit.last else ()


def _twins(found: Clauses, number: int) -> Sequence[int]:
    return found.places.get(found.words[number], ())
