"""DOCX: paragraphs and tables in document order, with Word's own labels, text boxes and footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from warehouse.documents.archive import Archive, open_archive
from warehouse.documents.formats.docx_numbering import Numbering, read_numbering
from warehouse.documents.package import main_part, read_part, related, relations
from warehouse.documents.parts import Parts
from warehouse.documents.reasons import unreadable
from warehouse.documents.writing import GridCell, Writer
from warehouse.documents.xml import attribute, child, children, local

# What a reader of the printed page does not see.
_UNSEEN = frozenset(("del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "rt", "Fallback", "commentReference"))
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "smartTag", "AlternateContent", "Choice", "ins", "moveTo", "body", "tc"))


@dataclass(slots=True)
class _Reader:
    numbering: Numbering
    writer: Writer = field(default_factory=Writer)

    def blocks(self, container: Any) -> None:
        """Writes paragraphs and tables in order."""
        for element in _unwrapped(container):
            if local(element) == "p":
                self.paragraph(element)
            else:
                self.table(element)

    def paragraph(self, element: Any) -> None:
        boxes: list[Any] = []
        self.writer.paragraph(self.text(element, boxes))
        for box in boxes:
            self.blocks(box)

    def text(self, paragraph: Any, boxes: list[Any]) -> str:
        """A paragraph's visible text with its label; text boxes anchored in it are put aside."""
        text = "".join(_visible(paragraph, boxes))
        return self.numbering.label(paragraph) + text if text.strip() else ""

    def table(self, element: Any) -> None:
        cells = self.cells(element)
        if len(cells) == 1:
            for box in element.iter("{*}tc"):
                self.blocks(box)
                return
        self.writer.table(cells)

    def cells(self, table: Any) -> list[GridCell]:
        """The cells of a table; a cell merged downwards (vMerge) is lengthened instead of repeated."""
        cells: list[GridCell] = []
        open_cells: dict[int, int] = {}
        for row, element in enumerate(_rows(table)):
            column = _number(child(element, "trPr", "gridBefore"), 0)
            for cell in _cells(element):
                properties = child(cell, "tcPr")
                width = _number(child(properties, "gridSpan"), 1) if properties is not None else 1
                merge = child(properties, "vMerge") if properties is not None else None
                if merge is not None and attribute(merge, "val") != "restart" and column in open_cells:
                    held = open_cells[column]
                    top = cells[held]
                    cells[held] = GridCell(top.row, top.column, top.text, row - top.row + 1, top.column_span)
                else:
                    if merge is not None:
                        open_cells[column] = len(cells)
                    else:
                        open_cells.pop(column, None)
                    cells.append(GridCell(row, column, self.cell_text(cell), 1, width))
                column += width
        return cells

    def cell_text(self, cell: Any) -> str:
        """The paragraphs of a cell, and of tables within it, line by line."""
        lines: list[str] = []
        for element in _unwrapped(cell):
            if local(element) == "p":
                boxes: list[Any] = []
                lines.append(self.text(element, boxes))
                lines += [self.cell_text(box) for box in boxes]
            else:
                lines += [" ".join(c.text for c in self.cells(element))]
        return "\n".join(line for line in lines if line)


def read_docx(data: bytes, _header_words: frozenset[str]) -> Parts:
    """The parts of a DOCX. Raises UnreadableFile for a damaged or hostile package."""
    archive = open_archive(data)
    name = main_part(archive)
    root = read_part(archive, name)
    body = child(root, "body") if root is not None else None
    if body is None:
        raise unreadable("damaged")
    reader = _Reader(read_numbering(related(archive, name, "numbering"), _styles(archive, name)))
    reader.blocks(body)
    for kind, note in (("footnotes", "footnote"), ("endnotes", "endnote")):
        _write_notes(reader, related(archive, name, kind), note)
    return reader.writer.parts()


def _styles(archive: Archive, name: str) -> Any | None:
    """The styles, only if the document counts anything: they are often the largest part."""
    if any(kind == "numbering" for kind, _ in relations(archive, name).values()):
        return related(archive, name, "styles")
    return None


def _write_notes(reader: _Reader, root: Any | None, note: str) -> None:
    for element in children(root, note) if root is not None else ():
        if attribute(element, "type") in ("", "normal"):
            reader.blocks(element)


def _unwrapped(container: Any) -> Iterator[Any]:
    """Paragraphs and tables of a container, also those within controls, insertions and alternatives."""
    for element in container:
        name = local(element)
        if name in ("p", "tbl"):
            yield element
        elif name in _WRAPPERS:
            yield from _unwrapped(element)


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        name = local(element)
        if name == "tr" and child(element, "trPr", "del") is None:
            yield element
        elif name in _WRAPPERS:
            yield from _rows(element)


def _cells(row: Any) -> Iterator[Any]:
    for element in row:
        name = local(element)
        if name == "tc":
            yield element
        elif name in _WRAPPERS:
            yield from _cells(element)


def _visible(element: Any, boxes: list[Any]) -> Iterator[str]:
    for part in element:
        name = local(part)
        if name == "t":
            yield part.text or ""
        elif name in _CHARACTERS:
            yield "" if attribute(part, "type") == "page" else _CHARACTERS[name]
        elif name == "txbxContent":
            boxes.append(part)
        elif name not in _UNSEEN and not (name == "r" and _is_hidden(part)):
            yield from _visible(part, boxes)


def _is_hidden(run: Any) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in ("0", "false", "off")


def _number(element: Any | None, default: int) -> int:
    text = attribute(element, "val") if element is not None else ""
    return min(int(text), 1000) if text.isdigit() else default
