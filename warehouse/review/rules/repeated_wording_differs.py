"""One statement told twice in different words.

评价满意率100% … 评价满意度100%            => raised: two measures of one thing
5660栋自建房摸排 … 5660栋自建房摸查        => a note
“四上”企业 196 家 … “四上”企业196家        => nothing: blanks
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from warehouse.model import Finding, Severity
from warehouse.review.clauses import Clauses
from warehouse.review.reading import Reading

NAME = "repeated_wording_differs"

_DIGITS = re.compile(r"[0-9][0-9.,]*")
# Last characters of measures: 率 and 度 of one thing are not the same figure.
_MEASURES = frozenset("率度量数额值")
_LEAST = 6
_MOST = 12


def check(reading: Reading) -> Iterator[Finding]:
    found = reading.clauses
    pairs = {*_with_numbers(found), *_between_twins(found)}
    for one, other in sorted(pairs):
        first, second = found.words[one], found.words[other]
        severity: Severity = "warning" if _is_other_measure(first, second) else "note"
        message = f"同一内容一处写“{first}”，一处写“{second}”，表述不一，应统一。"
        quotes = [reading.source(found.spans[number].start, found.spans[number].end) for number in (one, other)]
        yield reading.finding(NAME, severity, message, quotes, "", f"应以“{first}”还是“{second}”为准？")


def _with_numbers(found: Clauses) -> Iterator[tuple[int, int]]:
    """Clauses of one length and the same numbers that differ in a character or two, where a measure's name is concerned."""
    groups: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for words, places in found.places.items():
        numbers = tuple(_DIGITS.findall(words))
        if numbers and len(words) >= _LEAST:
            groups.setdefault((len(words), numbers), []).append(places[0])
    for group in groups.values():
        for place, one in enumerate(group[:_MOST]):
            for other in group[place + 1 : _MOST]:
                if _is_other_measure(found.words[one], found.words[other]):
                    yield min(one, other), max(one, other)


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
        if 1 <= len(_differences(found.words[one], found.words[other])) <= 2:
            yield one, other


def _differences(one: str, other: str) -> list[tuple[str, str]]:
    """The characters in which two clauses of one length differ, digits aside; many if they are of unlike length."""
    if len(one) != len(other):
        return [("", "")] * 9
    return [(a, b) for a, b in zip(one, other, strict=True) if a != b]


def _is_other_measure(one: str, other: str) -> bool:
    differences = _differences(one, other)
    return len(differences) == 1 and set(differences[0]) <= _MEASURES
