"""Where things stand on a PDF page: lines with their boxes, in reading order, and which of them are furniture.

Places are those of the page as displayed: points from its top left corner.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from warehouse.documents.writing import GridCell

_DIGITS = re.compile(r"[0-9０-９]+")
# Shares of the page's height: running heads stand within 3 cm of its top, page numbers within 4 cm of its bottom.
_HEAD, _FOOT = 0.10, 0.14
_PAGE_MARK = re.compile(
    r"[-－—–―·•~～\s]*[0-9]{1,4}[-－—–―·•~～\s]*|第\s*[0-9]{1,4}\s*页.{0,12}|共\s*[0-9]{1,4}\s*页.{0,12}|[0-9]{1,4}\s*/\s*[0-9]{1,4}|[IVXivx]{1,5}"
)
_STAMP = re.compile(r"[^0-9０-９，。；：]{1,30}")
_INDENTED = (1.2, 3.6)


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: Box) -> Box:
        return Box(min(self.left, other.left), min(self.top, other.top), max(self.right, other.right), max(self.bottom, other.bottom))

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; ``box`` is None where the library could not tell places."""

    text: str
    box: Box | None
    is_furniture: bool = False


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table drawn with rules; ``borders`` are where its columns begin and end, to know it again on the next page."""

    cells: tuple[GridCell, ...]
    box: Box
    borders: tuple[float, ...]


Item = Line | RuledTable


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The lines and tables of a page in reading order."""

    number: int
    height: float
    items: tuple[Item, ...]
    is_ocr: bool = False


def in_reading_order(items: Sequence[Item]) -> tuple[Item, ...]:
    """Content mostly comes in reading order. Where it jumps upwards, what stands wholly above goes before.

    Stretches side by side (columns) keep the order of the content.
    """
    blocks: list[tuple[Box | None, list[Item]]] = []
    for item in items:
        last = blocks[-1][0] if blocks else None
        if not blocks or item.box is None or last is None or item.box.top < last.bottom - 3 * _height(item.box):
            blocks.append((item.box, [item]))
        else:
            blocks[-1][1].append(item)
            blocks[-1] = (last.around(item.box), blocks[-1][1])
    ordered: list[tuple[Box | None, list[Item]]] = []
    for block in blocks:
        box = block[0]
        place = next((i for i, (other, _) in enumerate(ordered) if _is_above(box, other)), len(ordered))
        ordered.insert(place, block)
    return tuple(item for _, block in ordered for item in block)


def _height(box: Box) -> float:
    return min(box.bottom - box.top, 20.0)


def _is_above(box: Box | None, other: Box | None) -> bool:
    return box is not None and other is not None and box.bottom <= other.top + 1


def with_furniture(pages: Sequence[PageLayout]) -> tuple[PageLayout, ...]:
    """The pages with their running heads and page numbers marked: by repetition at the edges, or as page marks there."""
    repeated, stamps = _repeated(pages), _stamps(pages)
    return tuple(replace(page, items=tuple(_marked(page, repeated, stamps))) for page in pages)


def _repeated(pages: Sequence[PageLayout]) -> dict[str, float]:
    """Texts, digits apart, that stand at the edge of at least two pages and of nearly half of all, with their least height."""
    heights: dict[str, dict[int, float]] = {}
    for page in pages:
        for line in page.items:
            if isinstance(line, Line) and line.box is not None and _at_edge(line, page):
                heights.setdefault(_pattern(line.text), {}).setdefault(page.number, line.box.bottom - line.box.top)
    return {text: min(found.values()) for text, found in heights.items() if len(found) >= 2 and len(found) >= 0.45 * len(pages)}


def _stamps(pages: Sequence[PageLayout]) -> frozenset[tuple[str, int, int]]:
    """Watermarks: the same text in the same place, wherever that is, on at least three pages and on most; without figures and stops."""
    counts = Counter(_stamp(item) for page in pages for item in page.items if isinstance(item, Line) and item.box is not None)
    often = [stamp for stamp, count in counts.items() if count >= 3 and count > 0.6 * len(pages)]
    return frozenset(stamp for stamp in often if _STAMP.fullmatch(stamp[0]))


def _stamp(line: Line) -> tuple[str, int, int]:
    return (line.text.strip(), round(line.box.left / 4), round(line.box.top / 4)) if line.box else (line.text, -1, -1)


def _pattern(text: str) -> str:
    return _DIGITS.sub("#", "".join(text.split()))


def _at_edge(line: Line, page: PageLayout) -> bool:
    """In the margin, and with no more than one other line beyond it."""
    box = line.box
    if box is None:
        return False
    boxes = [item.box for item in page.items if item.box is not None]
    if box.bottom < _HEAD * page.height:
        return sum(other.bottom <= box.top + 1 for other in boxes) <= 1
    if box.top > (1 - _FOOT) * page.height:
        return sum(other.top >= box.bottom - 1 for other in boxes) <= 1
    return False


def _marked(page: PageLayout, repeated: dict[str, float], stamps: frozenset[tuple[str, int, int]]) -> Iterator[Item]:
    """A title is often its own running head: the larger one, and the second on a page, are the title."""
    told: set[str] = set()
    for item in page.items:
        if not isinstance(item, Line) or item.box is None or not _at_edge(item, page):
            is_stamp = isinstance(item, Line) and _stamp(item) in stamps
            yield replace(item, is_furniture=True) if isinstance(item, Line) and is_stamp else item
            continue
        pattern = _pattern(item.text)
        is_head = pattern in repeated and pattern not in told and item.box.bottom - item.box.top < 1.2 * repeated[pattern]
        told.add(pattern)
        yield replace(item, is_furniture=True) if is_head or _PAGE_MARK.fullmatch(item.text.strip()) else item


def with_indents(pages: Sequence[PageLayout]) -> tuple[PageLayout, ...]:
    """Lines that begin two characters further right than the line before get the blanks that a text file would have."""
    lefts = Counter(
        round(item.box.left)
        for page in pages
        for item in page.items
        if isinstance(item, Line) and item.box is not None and not item.is_furniture
    )
    if not lefts:
        return tuple(pages)
    margin = min(left for left, count in lefts.items() if count >= 0.2 * max(lefts.values()))
    return tuple(replace(page, items=tuple(_indented(page.items, margin))) for page in pages)


def _indented(items: Sequence[Item], margin: int) -> list[Item]:
    found: list[Item] = []
    before: float | None = None
    for item in items:
        if isinstance(item, Line) and item.box is not None and not item.is_furniture:
            left, size = item.box.left, max(6.0, min(item.box.bottom - item.box.top, 40.0))
            is_indented = _INDENTED[0] < (left - margin) / size < _INDENTED[1] and (before is None or before < left - size)
            if is_indented and not item.text[:1].isspace():
                item = replace(item, text="\u3000\u3000" + item.text)
            before = left
        elif isinstance(item, RuledTable):
            before = None
        found.append(item)
    return found
