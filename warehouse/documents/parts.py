"""What a format's reader hands over: the text of a file with the places of its parts."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.model import Page, Span, Table


@dataclass(frozen=True, slots=True)
class Parts:
    """``text`` is linear, in document order; all spans lie in it. ``lines_are_paragraphs`` if the format tells them apart.
    ``reader`` is given where it was another than the format's own."""

    text: str
    tables: tuple[Table, ...] = ()
    furniture: tuple[Span, ...] = ()
    pages: tuple[Page, ...] = ()
    lines_are_paragraphs: bool = False
    is_ocr: bool = False
    title: str = ""
    reader: str = ""
