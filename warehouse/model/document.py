"""What a reader makes of a file: its text as extracted, and the parts that a person would see in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from warehouse.model.span import Span


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paged format; ``span`` lies in ``Document.text``; ``number`` counts from 1."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; a merged cell stands once, at its top left corner, with the rows and columns that it covers.

    ``row`` and ``column`` count from 0. ``span`` is where its text stands in ``Document.text``.
    """

    row: int
    column: int
    span: Span
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``number`` counts from 1 within the document; ``span`` covers its text in ``Document.text``."""

    number: int
    span: Span
    cells: tuple[Cell, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """The text as it is read: width-folded, without blanks inside sentences, page furniture and converter's marks.

    Only for reading: every place in it leads back to ``Document.text``. ``starts[i]`` is the place in the flow, and
    ``sources[i]`` the place in the document's text, at which the i-th piece begins; within a piece both run in step.
    """

    text: str
    starts: tuple[int, ...]
    sources: tuple[int, ...]

    def source(self, position: int) -> int:
        """The place in the document's text of one character of the flow."""
        piece = bisect_right(self.starts, position) - 1
        return self.sources[piece] + position - self.starts[piece]

    def span(self, start: int, end: int) -> Span:
        """The span in the document's text that the flow's ``[start:end]`` was read from."""
        piece = bisect_right(self.starts, start) - 1
        shift = self.sources[piece] - self.starts[piece]
        is_within = start < end and (piece + 1 == len(self.starts) or end <= self.starts[piece + 1])
        return Span(start + shift, end + shift if is_within else self.source(end - 1) + 1)


class Section(NamedTuple):
    """A heading and what stands under it, up to the next heading of its own or a higher level. Spans lie in the flow."""

    level: int
    label: str
    title: str
    heading: Span
    body: Span
    path: str


class Sentence(NamedTuple):
    """One sentence in the flow, with the number of its section (-1: before the first heading) and of its paragraph."""

    span: Span
    section: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Declared:
    """What a ``manifest.csv`` says of a file; it beats what the text says."""

    organisation: str | None = None
    region_code: str | None = None
    fiscal_year: int | None = None
    source_url: str | None = None
    published_on: date | None = None
    retrieved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One report as read. ``text`` is what all offsets outside this class point into.

    For a text file ``text`` is the decoded file itself, line ends and all. ``furniture`` are running heads and page
    numbers: in the text, not in the flow. ``paragraphs`` and ``sentences`` are spans of the flow.
    """

    key: str
    file_name: str
    media_type: str
    reader: str
    text: str
    title: str
    flow: Flow
    paragraphs: tuple[Span, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    pages: tuple[Page, ...] = ()
    tables: tuple[Table, ...] = ()
    furniture: tuple[Span, ...] = ()
    is_ocr: bool = False
    byte_size: int = 0
    declared: Declared = field(default_factory=Declared)

    def page_at(self, position: int) -> int | None:
        """The page on which a place of the text lies; None in a format without pages."""
        if not self.pages:
            return None
        number = bisect_right(self.pages, position, key=lambda page: page.span.start) - 1
        return self.pages[max(0, number)].number
