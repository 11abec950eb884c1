"""XLSX: sheets with merged cells, numbers as displayed. No formula is run: what the file last showed is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from warehouse.documents.archive import Archive, open_archive
from warehouse.documents.formats.number_format import BUILT_IN, display
from warehouse.documents.formats.sheet import Sheet, write_sheet
from warehouse.documents.limits import LIMITS
from warehouse.documents.package import main_part, read_part, related, relations
from warehouse.documents.parts import Parts
from warehouse.documents.reasons import unreadable
from warehouse.documents.writing import GridCell, Writer
from warehouse.documents.xml import attribute, child, children, iterate, local

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_MAX_MERGED = 100_000


@dataclass(frozen=True, slots=True)
class _Book:
    strings: tuple[str, ...]
    formats: tuple[str, ...]
    is_1904: bool


def read_xlsx(data: bytes, _header_words: frozenset[str]) -> Parts:
    """The parts of a workbook: its visible sheets in order. Raises UnreadableFile for a damaged or hostile one."""
    archive = open_archive(data)
    name = main_part(archive)
    workbook = read_part(archive, name)
    book = _Book(_strings(archive, name), _formats(related(archive, name, "styles")), _is_1904(workbook))
    targets = relations(archive, name)
    writer = Writer()
    for sheet in children(child(workbook, "sheets"), "sheet") if child(workbook, "sheets") is not None else ():
        kind, target = targets.get(attribute(sheet, "id"), ("", ""))
        if kind == "worksheet" and attribute(sheet, "state") not in ("hidden", "veryHidden"):
            if writer.length:
                writer.write("\n")
            write_sheet(writer, Sheet(attribute(sheet, "name"), _cells(_part(archive, target), book)))
    return writer.parts()


def _part(archive: Archive, name: str) -> bytes:
    try:
        return archive.read(name)
    except KeyError as error:
        raise unreadable("damaged") from error


def _is_1904(workbook: Any) -> bool:
    properties = child(workbook, "workbookPr")
    return properties is not None and attribute(properties, "date1904") in ("1", "true")


def _strings(archive: Archive, name: str) -> tuple[str, ...]:
    for kind, target in relations(archive, name).values():
        if kind == "sharedStrings" and target in archive.names:
            return tuple(_string(item) for item in iterate(archive.read(target), "si"))
    return ()


def _string(item: Any) -> str:
    """The text of a string item: its runs without the phonetic ones."""
    return "".join(
        part.text or ""
        for element in item
        for part in ([element] if local(element) == "t" else children(element, "t") if local(element) == "r" else ())
    )


def _formats(styles: Any | None) -> tuple[str, ...]:
    """The number format of each cell style."""
    if styles is None:
        return ()
    own = child(styles, "numFmts")
    codes = dict(BUILT_IN)
    for element in children(own, "numFmt") if own is not None else ():
        codes[_integer(attribute(element, "numFmtId"))] = attribute(element, "formatCode")
    cell_styles = child(styles, "cellXfs")
    if cell_styles is None:
        return ()
    return tuple(codes.get(_integer(attribute(xf, "numFmtId")), "General") for xf in children(cell_styles, "xf"))


def _cells(data: bytes, book: _Book) -> list[GridCell]:
    texts: dict[tuple[int, int], str] = {}
    merged: list[tuple[int, int, int, int]] = []
    row_number = -1
    for element in iterate(data, "row", "mergeCell"):
        if local(element) == "mergeCell":
            merged += _ranges(attribute(element, "ref"))
            continue
        number = attribute(element, "r")
        row_number = _integer(number) - 1 if number else row_number + 1
        for column, cell in _places(element):
            text = _text(cell, book)
            if text:
                texts[row_number, column] = text
        if len(texts) > LIMITS.cells or len(merged) > _MAX_MERGED:
            raise unreadable("too_complex", f"> {LIMITS.cells} 单元格")
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merged}
    return [GridCell(*place, text, *spans.get(place, (1, 1))) for place, text in texts.items()]


def _places(row: Any) -> Iterator[tuple[int, Any]]:
    column = -1
    for cell in children(row, "c"):
        match = _REFERENCE.fullmatch(attribute(cell, "r"))
        column = _column(match.group(1)) if match else column + 1
        yield column, cell


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _ranges(reference: str) -> list[tuple[int, int, int, int]]:
    match = re.fullmatch(rf"{_REFERENCE.pattern}:{_REFERENCE.pattern}", reference)
    if not match:
        return []
    left, top, right, bottom = match.groups()
    return [(int(top) - 1, _column(left), int(bottom) - 1, _column(right))]


def _text(cell: Any, book: _Book) -> str:
    kind = attribute(cell, "t") or "n"
    if kind == "inlineStr":
        inline = child(cell, "is")
        return _string(inline) if inline is not None else ""
    value = child(cell, "v")
    stored = (value.text or "") if value is not None else ""
    if kind == "s":
        number = _integer(stored)
        return book.strings[number] if 0 <= number < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if stored == "1" else "FALSE"
    if kind != "n" or not stored:
        return stored
    style = _integer(attribute(cell, "s") or "0")
    return display(stored, book.formats[style] if 0 <= style < len(book.formats) else "General", book.is_1904)


def _integer(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 10 else -1
