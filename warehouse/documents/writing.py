"""Putting a document's linear text together: paragraphs one a line, table rows one a line with tabs between the cells.

A merged cell stands once, at its top left place; the other places that it covers are empty between their tabs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from warehouse.documents.limits import LIMITS
from warehouse.documents.parts import Parts
from warehouse.documents.reasons import unreadable
from warehouse.model import Cell, Page, Span, Table

# Not for a text that goes on into tables, pages and sheets: controls, and code points that stand for no character.
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"[ \t]*(?:\r\n|[\r\n\x0b\u2028\u2029])[ \t]*")
_BETWEEN_CHINESE = re.compile(r"(?<=[^\x00-\xff])\n(?=[^\x00-\xff])")
_TITLE = re.compile(r"[^。；]{2,60}$")
_LABEL = re.compile(
    r"[\s]*(?:第[一二三四五六七八九十]{1,3}(?:部分|章|节)|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.、．](?![0-9])|[（(][0-9]{1,2}[）)]|[①-⑳])"
)
_SENTENCE_END = re.compile(r"[。！？；：:;!?][”’）》」]?$")
_INDENT = re.compile(r"[\u3000\u00a0]{2}")
_MAX_HEADING = 30
_UNIT_LINE = re.compile(r"[（(]?(?:金额)?单位[:：]")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as a format tells it: its place, how far it reaches, and its text."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


def cleaned(text: str) -> str:
    """One paragraph's text: no control characters, a line break within it as a line end."""
    return text if text.isprintable() else _UNWANTED.sub("", _LINE_END.sub("\n", text))


def unwrapped(text: str) -> str:
    """Line breaks within a paragraph: kept where a new thought begins, a blank where only a line was cut.

    >>> unwrapped("青禾县水利局\\n2022年度自评报告")
    '青禾县水利局 2022年度自评报告'
    """
    lines = [line for line in text.split("\n") if line.strip()]
    out = lines[:1]
    for before, line in pairwise(lines):
        out += ["\n" if _is_new_thought(before, line) else " ", line]
    return "".join(out)


def _is_new_thought(before: str, line: str) -> bool:
    if _SENTENCE_END.search(before.rstrip()) or _LABEL.match(line) or _INDENT.match(line):
        return True
    return bool(_LABEL.match(before)) and len(before.strip()) <= _MAX_HEADING


def cell_text(text: str) -> str:
    """A cell's text on one line: a break between two Chinese characters was only the cell's width."""
    if text.isprintable():
        return text.strip()
    lines = "\n".join(part for part in cleaned(text).strip().split("\n") if part.strip())
    return _BETWEEN_CHINESE.sub("", lines).replace("\n", " ").replace("\t", " ")


@dataclass(slots=True)
class Writer:
    """Collects the text and the places of its parts in document order."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    tables: list[Table] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    cell_count: int = 0
    last_line: str = ""

    def write(self, text: str) -> Span:
        """Adds text as it is; its span."""
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        if self.length > LIMITS.characters:
            raise unreadable("too_large", f"> {LIMITS.characters} 字")
        return Span(start, self.length)

    def paragraph(self, text: str) -> Span:
        """Adds a paragraph and its line end; the span is without the line end. Nothing is added for an empty one."""
        text = unwrapped(cleaned(text)).rstrip()
        if not text.strip():
            return Span(self.length, self.length)
        span = self.write(text)
        self.write("\n")
        if not _UNIT_LINE.match(text.strip()):
            self.last_line = text.strip()
        return span

    def line(self, text: str) -> Span:
        """Adds a line as a page shows it, which need not end a paragraph."""
        text = cleaned(text).rstrip()
        span = self.write(text)
        self.write("\n")
        if text.strip() and not _UNIT_LINE.match(text.strip()):
            self.last_line = text.strip()
        return span

    def furnish(self, text: str) -> None:
        """Adds a running head or page number: in the text, not in the flow."""
        before = self.last_line
        span = self.paragraph(text)
        self.last_line = before
        if len(span):
            self.furniture.append(span)

    def table(self, cells: Iterable[GridCell], title: str = "") -> None:
        """Adds a table: every row a line. Rows and columns without any text at their edges are kept as they are."""
        rows = _by_row(cells)
        if not any(cell.text for row in rows for cell in row):
            return
        start = self.length
        placed = [cell for row in rows for cell in self._row(row)]
        title = title or (self.last_line if _TITLE.match(self.last_line) else "")
        self.tables.append(Table(len(self.tables) + 1, Span(start, self.length - 1), tuple(placed), title))
        self.last_line = ""

    def continue_table(self, cells: Iterable[GridCell]) -> None:
        """Adds rows to the last table, which a page end has cut. A header that is repeated there is furniture."""
        if not self.tables:
            self.table(cells)
            return
        last = self.tables[-1]
        rows = _by_row(cells)
        header = [cell.text for cell in last.cells if cell.row == 0]
        if rows and [cell.text for cell in rows[0]] == header:
            self.furnish("\t".join(cell.text for cell in rows[0]))
            rows = rows[1:]
        below = max(cell.row + cell.row_span for cell in last.cells)
        top = rows[0][0].row if rows and rows[0] else 0
        placed: list[Cell] = []
        for row in rows:
            placed += self._row([replace(cell, row=cell.row - top + below) for cell in row])
        if placed:
            span = Span(last.span.start, self.length - 1)
            self.tables[-1] = replace(last, span=span, cells=(*last.cells, *placed))

    def _row(self, row: Sequence[GridCell]) -> list[Cell]:
        placed: list[Cell] = []
        column = 0
        self.cell_count += len(row)
        if self.cell_count > LIMITS.cells:
            raise unreadable("too_complex", f"> {LIMITS.cells} 单元格")
        for cell in row:
            self.write("\t" * (cell.column - column))
            column = cell.column
            span = self.write(cell.text)
            placed.append(Cell(cell.row, cell.column, span, cell.text, cell.row_span, cell.column_span))
        self.write("\n")
        return placed

    def parts(self, lines_are_paragraphs: bool = True, title: str = "") -> Parts:
        text = "".join(self.pieces)
        return Parts(text, tuple(self.tables), tuple(self.furniture), tuple(self.pages), lines_are_paragraphs, title=title)


def _by_row(cells: Iterable[GridCell]) -> list[list[GridCell]]:
    """Cells sorted into rows 0 … n without gaps, texts on one line each."""
    rows: dict[int, list[GridCell]] = {}
    for cell in cells:
        clean = GridCell(cell.row, cell.column, cell_text(cell.text), cell.row_span, cell.column_span)
        rows.setdefault(cell.row, []).append(clean)
    return [sorted(rows.get(number, []), key=lambda c: c.column) for number in range(max(rows, default=-1) + 1)]
