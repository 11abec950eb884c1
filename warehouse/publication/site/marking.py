"""The text of a report with every mention, finding and unclaimed numeral marked, and an anchor for each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from markupsafe import Markup

from warehouse.publication.site.rendering import text_as_shown

_END_OF_LINE = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text (half-open, code points). ``anchors`` are ids put at its start; ``group`` joins stretches lit up together."""

    start: int
    end: int
    css: str
    anchors: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: its number from 1, where it starts, the page that begins on it (or None), and its HTML."""

    number: int
    start: int
    page: int | None
    html: Markup


def marked_lines(text: str, marks: Sequence[Mark], pages: Sequence[tuple[int, int]] = ()) -> Iterator[Line]:
    """Marks may overlap and nest. ``pages`` are (place, page) of the mentions; a page is told once, on the first line known to be on it."""
    borders = sorted({place for mark in marks for place in (mark.start, mark.end)})
    waiting = sorted(marks, key=lambda mark: mark.start, reverse=True)
    known, visible = sorted(pages), text_as_shown(text)
    active: list[Mark] = []
    page = 0
    for number, (start, end) in enumerate(_lines(text), start=1):
        inner = borders[bisect_left(borders, start) : bisect_right(borders, end)]
        pieces: list[str] = []
        for left, right in zip([start, *inner], [*inner, end], strict=True):
            while waiting and waiting[-1].start <= left:
                active.append(waiting.pop())
                pieces += _anchors(active[-1])
            active = [mark for mark in active if mark.end > left]
            pieces.append(_piece(visible[left:right], active))
        seen = [known_page for _, known_page in known[bisect_left(known, (start, 0)) : bisect_left(known, (end + 1, 0))]]
        html = Markup("".join(pieces))
        yield Line(number, start, seen[0] if seen and seen[0] > page else None, html)
        page = max([page, *seen])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END_OF_LINE.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _anchors(mark: Mark) -> list[str]:
    return [f'<span class="at" id="{_attribute(anchor)}" data-g="{_attribute(mark.group)}"></span>' for anchor in mark.anchors]


def _piece(text: str, active: Sequence[Mark]) -> str:
    """The narrowest mark's group comes first: it is the one that a reader points at."""
    if not text or not active:
        return escape(text)
    if len(active) == 1:
        return f'<span class="{_attribute(active[0].css)}" data-g="{_attribute(active[0].group)}">{escape(text)}</span>'
    covering = sorted(active, key=lambda mark: mark.end - mark.start)
    css = " ".join(dict.fromkeys(" ".join(mark.css for mark in covering).split()))
    groups = " ".join(dict.fromkeys(mark.group for mark in covering if mark.group))
    return f'<span class="{_attribute(css)}" data-g="{_attribute(groups)}">{escape(text)}</span>'


@lru_cache(maxsize=10_000)
def _attribute(text: str) -> str:
    """Classes and groups are few and come again and again."""
    return escape(text)
