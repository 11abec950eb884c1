"""One statement told twice in different words.

评价满意率100% … 评价满意度100%            => raised: two measures of one thing
5660栋自建房摸排 … 5660栋自建房摸查        => a note
“四上”企业 196 家 … “四上”企业196家        => nothing: blanks
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from warehouse.model import Finding, Severity, Span
from warehouse.review.clauses import Clauses
from warehouse.review.reading import Reading

NAME = "repeated_wording_differs"

# The last characters of measures: 率 and 度 of one thing are not the same figure.
_MEASURE = re.compile(r"[率度量数额值](?=(?:达到?|为)?(?P<number>[0-9][0-9.,]{0,15}[%％]?))")
_LEAST_STEM = 4
_NAMES = re.compile(r"[\u4e00-\u9fff]{4}")


def check(reading: Reading) -> Iterator[Finding]:
    told: list[Span] = []
    for one, other in _measures(reading.flow):
        told.append(one)
        yield _finding(reading, "warning", one, other)
    found = reading.clauses
    for first, second in sorted(set(_between_twins(found))):
        if not any(span.overlaps(found.span(first)) for span in told):
            yield _finding(reading, "note", found.span(first), found.span(second))


def _finding(reading: Reading, severity: Severity, one: Span, other: Span) -> Finding:
    first, second = one.of(reading.flow), other.of(reading.flow)
    message = f"同一内容一处写“{first}”，一处写“{second}”，表述不一，应统一。"
    quotes = [reading.source(span.start, span.end) for span in (one, other)]
    return reading.finding(NAME, severity, message, quotes, "", f"应以“{first}”还是“{second}”为准？")


def _measures(flow: str) -> Iterator[tuple[Span, Span]]:
    """One name with one number, called a 率 here and a 度 there."""
    told: dict[tuple[str, str], dict[str, Span]] = {}
    for match in _MEASURE.finditer(flow):
        place = match.start()
        stem = flow[max(0, place - _LEAST_STEM) : place]
        if _NAMES.fullmatch(stem):
            span = Span(place - _LEAST_STEM, match.end("number"))
            told.setdefault((stem, match["number"]), {}).setdefault(match.group(), span)
    for spans in told.values():
        if len(spans) > 1:
            one, other, *_ = sorted(spans.values())
            yield one, other


def _between_twins(found: Clauses) -> Iterator[tuple[int, int]]:
    """Clauses that differ slightly while the clauses before and behind them stand twice word for word."""
    for number in found.repeated():
        places = found.places[found.words[number]]
        following = bisect_right(places, number)
        if following == len(places) or (twin := places[following]) + 2 >= len(found.words):
            continue
        one, other = number + 1, twin + 1
        if found.words[number + 2] != found.words[twin + 2] or found.words[one] == found.words[other] or other == number + 2:
            continue
        if 1 <= _distance(found.words[one], found.words[other]) <= 2:
            yield one, other


def _distance(one: str, other: str) -> int:
    """In how many characters two clauses of one length differ; 0 if they are of unlike length."""
    return sum(a != b for a, b in zip(one, other, strict=True)) if len(one) == len(other) else 0
