"""The clauses of a report and where else each of them stands word for word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from warehouse.model import Span

_CLAUSE = re.compile(r"[^，。；：！？\n]{4,}")
# The mark of an item, which is no word of its clause: 一是, （二）, 3.
_ITEM = re.compile(r"[一二三四五六七八九十]{1,2}(?:是|要|、)|（[一二三四五六七八九十0-9]{1,2}）|[0-9]{1,2}[.、](?![0-9])|[①-⑳]")
_OPENS_ITEM = frozenset("一二三四五六七八九十（0123456789①②③④⑤⑥⑦⑧⑨⑩")


@dataclass(frozen=True, slots=True)
class Clauses:
    """``spans`` of the flow in order; ``places`` maps the words of a clause to the numbers of all clauses that are these words."""

    spans: tuple[Span, ...]
    places: Mapping[str, tuple[int, ...]]
    words: tuple[str, ...]

    def repeated(self) -> list[int]:
        """The numbers of the clauses that stand more than once."""
        return [number for number, words in enumerate(self.words) if len(self.places[words]) > 1]


def clauses(flow: str) -> Clauses:
    """All clauses of four characters and more."""
    spans: list[Span] = []
    words: list[str] = []
    places: dict[str, list[int]] = {}
    for match in _CLAUSE.finditer(flow):
        start, end = match.span()
        if flow[start] in _OPENS_ITEM and (item := _ITEM.match(flow, start, end)):
            start = item.end()
        told = flow[start:end]
        places.setdefault(told, []).append(len(spans))
        spans.append(Span(start, end))
        words.append(told)
    return Clauses(tuple(spans), {key: tuple(numbers) for key, numbers in places.items()}, tuple(words))


def share_within(found: Clauses, other: Sequence[int], numbers: Sequence[int]) -> float:
    """The share of the characters of some clauses that stand word for word among other clauses (both runs of numbers)."""
    told = repeated = 0
    for number in numbers:
        length = len(found.spans[number])
        told += length
        places = found.places[found.words[number]]
        nearest = bisect_left(places, other[0]) if other else len(places)
        if nearest < len(places) and places[nearest] <= other[-1]:
            repeated += length
    return repeated / told if told else 0.0
