"""Blanks inside numbers and units (7 万5 千, 2.4   个百分 点, 5 716 万元): left out for reading, with the way back."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from warehouse.extraction.recognisers.found import Found

_BLANK = re.compile("[ \\t\u00a0\u200b]+")
_FIGURE = frozenset("0123456789")
_CHARACTER = frozenset("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖两")
_HOLDS = frozenset(",，.;；、")
_GROUP = re.compile("[0-9]{3}(?![0-9])")
_FIRST_GROUP = re.compile("(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3})*\\Z")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text without blanks; ``starts`` and ``sources`` as in ``Flow``, empty where nothing was left out."""

    text: str
    starts: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.starts

    def source(self, position: int) -> int:
        piece = bisect_right(self.starts, position) - 1
        return self.sources[piece] + position - self.starts[piece]

    def moved(self, item: Found) -> Found:
        """The same quantity at its place in the text with blanks."""
        item.start, item.end = self.source(item.start), self.source(item.end - 1) + 1
        item.number_start, item.number_end = self.source(item.number_start), self.source(item.number_end - 1) + 1
        return item


def without_blanks(text: str) -> Reading:
    """The text without the blanks that part nothing; those between two numbers and between words in Latin letters stay."""
    pieces: list[str] = []
    starts: list[int] = []
    sources: list[int] = []
    position = length = 0
    for blank in _BLANK.finditer(text):
        if _parts(text, blank.start(), blank.end()):
            continue
        pieces.append(text[position : blank.start()])
        starts.append(length)
        sources.append(position)
        length += blank.start() - position
        position = blank.end()
    if not pieces:
        return Reading(text)
    starts.append(length)
    sources.append(position)
    return Reading("".join(pieces) + text[position:], tuple(starts), tuple(sources))


def _parts(text: str, start: int, end: int) -> bool:
    """Whether a blank stands between two things that would run into each other without it."""
    if start == 0 or end == len(text):
        return True
    left, right = text[start - 1], text[end]
    if left in _HOLDS or right in _HOLDS:
        return True
    if left in _FIGURE and right in _FIGURE:
        return not (_GROUP.match(text, end) and _FIRST_GROUP.search(text[max(0, start - 24) : start]))
    if (left in _FIGURE and right in _CHARACTER) or (left in _CHARACTER and right in _FIGURE):
        return True
    return left.isascii() and right.isascii() and left.isalpha() and right.isalpha()
