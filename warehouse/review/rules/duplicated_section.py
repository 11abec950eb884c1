"""A section or paragraph that stands in the report twice.

四、绩效目标完成情况 and 五、主要做法及成效 with the same paragraph under both   => raised
the same budget sentence in two sections that otherwise differ              => nothing
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from warehouse.model import Finding, Span
from warehouse.review.clauses import Clauses, share_within
from warehouse.review.reading import Reading

NAME = "duplicated_section"

_LEAST = 80
# A shorter paragraph counts if it tells figures and stands twice word for word.
_LEAST_EXACT = 30
_SECTION_SHARE = 0.8
_PARAGRAPH_SHARE = 0.9
_MOST_REPEATS = 2
_FIGURE = re.compile(r"[0-9][0-9.,]*")
_RUN_IN_LEVEL = 7


@dataclass(frozen=True, slots=True)
class _Unit:
    """A section (its heading in ``name``) or a paragraph (no name); spans lie in the flow."""

    span: Span
    heading: Span
    name: str
    clauses: tuple[int, ...]


def check(reading: Reading) -> Iterator[Finding]:
    found = reading.clauses
    repeated = found.repeated()
    if sum(len(found.spans[number]) for number in repeated) < _LEAST_EXACT:
        return
    told: set[int] = set()  # clauses of units that a finding speaks of
    for units, least in ((_sections(reading, found), _SECTION_SHARE), (_paragraphs(reading, found), _PARAGRAPH_SHARE)):
        for one, other, share in _pairs(found, units, repeated, least):
            if not (one.clauses[0] in told and other.clauses[0] in told):
                told.update(one.clauses, other.clauses)
                yield _finding(reading, one, other, share)
    yield from _exact(reading, found, told)


def _exact(reading: Reading, found: Clauses, told: set[int]) -> Iterator[Finding]:
    """Short paragraphs with figures that stand twice word for word."""
    first: dict[str, Span] = {}
    for span in reading.document.paragraphs:
        words = span.of(reading.flow)
        if not _LEAST_EXACT <= len(words) < _LEAST or "。" not in words or len(_FIGURE.findall(words)) < 2:
            continue
        twin = first.setdefault(words, span)
        one, other = (_unit(found, here, here, "") for here in (twin, span))
        if twin is not span and not told.issuperset((*one.clauses, *other.clauses)):
            yield _finding(reading, one, other, 1.0)


def _sections(reading: Reading, found: Clauses) -> list[_Unit]:
    units = [
        _unit(found, Span(section.heading.start, section.body.end), section.heading, section.label + section.title)
        for section in reading.document.sections
        if section.level < _RUN_IN_LEVEL
    ]
    return [unit for unit in units if len(unit.span) - len(unit.heading) >= _LEAST]


def _paragraphs(reading: Reading, found: Clauses) -> list[_Unit]:
    spans = [paragraph for paragraph in reading.document.paragraphs if len(paragraph) >= _LEAST]
    return [_unit(found, span, Span(span.start, min(span.end, span.start + 20)), "") for span in spans]


def _unit(found: Clauses, span: Span, heading: Span, name: str) -> _Unit:
    first = bisect_left(found.spans, Span(span.start, span.start))
    last = bisect_left(found.spans, Span(span.end, span.end))
    return _Unit(span, heading, name, tuple(range(first, last)))


def _pairs(found: Clauses, units: list[_Unit], repeated: list[int], least: float) -> Iterator[tuple[_Unit, _Unit, float]]:
    """Units of which the shorter stands almost wholly in the other, the longest first, in order of place within a pair."""
    pairs: list[tuple[int, _Unit, _Unit, float]] = []
    for one, other in _candidates(found, units, repeated):
        small, large = sorted((one, other), key=lambda unit: len(unit.span))
        share = share_within(found, large.clauses, small.clauses)
        if share >= least and len(small.clauses) >= 4:
            pairs.append((len(small.span), *((one, other) if one.span < other.span else (other, one)), share))
    pairs.sort(key=lambda pair: (-pair[0], pair[1].span, pair[2].span))
    for _, one, other, share in pairs:
        yield one, other, share


def _candidates(found: Clauses, units: list[_Unit], repeated: list[int]) -> Iterator[tuple[_Unit, _Unit]]:
    """Pairs of units, none within the other, that share many words."""
    owners: dict[int, list[int]] = {}
    for place, unit in enumerate(units):
        for number in unit.clauses:
            owners.setdefault(number, []).append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for number in repeated:
        places = found.places[found.words[number]]
        following = bisect_right(places, number)
        for other in places[following : following + _MOST_REPEATS]:
            for one in owners.get(number, ()):
                for two in owners.get(other, ()):
                    shared[(one, two)] += len(found.spans[number])
    for (one, two), length in sorted(shared.items()):
        apart = one != two and not units[one].span.overlaps(units[two].span)
        if apart and length >= _LEAST // 2:
            yield units[one], units[two]


def _finding(reading: Reading, one: _Unit, other: _Unit, share: float) -> Finding:
    percent = f"{share * 100:.0f}%"
    if one.name and other.name:
        message = f"“{one.name}”与“{other.name}”的内容约{percent}的文字相同，两节未作区分，疑重复粘贴。"
    else:
        message = f"同一段文字在报告中出现两次（约{percent}相同），疑重复粘贴。"
    quotes = [reading.source(unit.span.start, min(unit.span.end, unit.heading.end + 60)) for unit in (one, other)]
    return reading.finding(NAME, "warning", message, quotes, f"重复文字占比 {percent}", "两处内容为何相同？后一处应填写什么内容？")
