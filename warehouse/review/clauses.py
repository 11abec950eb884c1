"""The clauses of a report and where else each of them stands word for word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from warehouse.model import Span

_CLAUSE = re.compile(r"[^，。；：！？\n]{4,}")
# The mark of an item, which is no word of its clause: 一是, （二）, 3.
_ITEM = re.compile(r"[一二三四五六七八九十]{1,2}(?:是|要|、)|（[一二三四五六七八九十0-9]{1,2}）|[0-9]{1,2}[.、](?![0-9])|[①-⑳]")
_OPENS_ITEM = frozenset("一二三四五六七八九十（0123456789①②③④⑤⑥⑦⑧⑨⑩")


@dataclass(frozen=True, slots=True)
class Clauses:
    """All clauses in order. ``starts`` are their places in the flow, ``lengths`` the sum of the lengths of the clauses before
    each (and of all). ``places`` has the numbers of all clauses that are the same words, for words that stand twice."""

    starts: Sequence[int]
    words: Sequence[str]
    lengths: Sequence[int]
    places: Mapping[str, Sequence[int]]

    def span(self, number: int) -> Span:
        """Where a clause stands in the flow."""
        return Span(self.starts[number], self.starts[number] + len(self.words[number]))

    def repeated(self) -> list[int]:
        """The numbers of the clauses that stand more than once, in order."""
        return sorted(number for places in self.places.values() for number in places)


def clauses(flow: str) -> Clauses:
    """All clauses of four characters and more."""
    starts: list[int] = []
    words: list[str] = []
    first: dict[str, int] = {}
    places: dict[str, list[int]] = {}
    for number, match in enumerate(_CLAUSE.finditer(flow)):
        start, told = match.start(), match.group()
        if told[0] in _OPENS_ITEM and (item := _ITEM.match(told)):
            start, told = start + item.end(), told[item.end() :]
        starts.append(start)
        words.append(told)
        earlier = first.setdefault(told, number)
        if earlier != number:
            places.setdefault(told, [earlier]).append(number)
    return Clauses(starts, words, list(accumulate(map(len, words), initial=0)), places)
