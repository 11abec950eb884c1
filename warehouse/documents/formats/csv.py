"""CSV and TSV: one sheet."""

from __future__ import annotations

import csv
import io

from warehouse.documents.encoding import decode
from warehouse.documents.formats.sheet import Sheet, write_sheet
from warehouse.documents.limits import LIMITS
from warehouse.documents.parts import Parts
from warehouse.documents.reasons import unreadable
from warehouse.documents.writing import GridCell, Writer

_MARKS = (",", "\t", ";", "，")
_MAX_FIELD = 1 << 20


def read_csv(data: bytes, _header_words: frozenset[str]) -> Parts:
    """The parts of a CSV file: its rows as a sheet's. Raises UnreadableFile for what is no text or beyond the limits."""
    if len(data) > LIMITS.text_size:
        raise unreadable("too_large", f"> {LIMITS.text_size >> 20} MiB")
    text = decode(data).text
    cells: list[GridCell] = []
    csv.field_size_limit(_MAX_FIELD)
    try:
        for row, line in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_mark(text))):
            cells += [GridCell(row, column, field) for column, field in enumerate(line) if field.strip()]
            if len(cells) > LIMITS.cells:
                raise unreadable("too_complex", f"> {LIMITS.cells} 单元格")
    except csv.Error as error:
        raise unreadable("damaged") from error
    writer = Writer()
    write_sheet(writer, Sheet("", cells))
    return writer.parts()


def _mark(text: str) -> str:
    """The mark between cells: the one that stands on the most of the first lines."""
    lines = text[:20_000].split("\n")[:50]
    return max(_MARKS, key=lambda mark: sum(mark in line for line in lines))
