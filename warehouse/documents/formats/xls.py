"""XLS (Excel 97–2003): sheets with merged cells, numbers as displayed."""

from __future__ import annotations

import io
from typing import Any

from warehouse.documents.formats.number_format import display
from warehouse.documents.formats.sheet import Sheet, write_sheet
from warehouse.documents.limits import LIMITS
from warehouse.documents.parts import Parts
from warehouse.documents.reasons import unreadable
from warehouse.documents.writing import GridCell, Writer


def read_xls(data: bytes, _header_words: frozenset[str]) -> Parts:
    """The parts of a workbook: its visible sheets in order. Raises UnreadableFile: encrypted or damaged."""
    import xlrd
    from xlrd.biffh import XLRDError
    from xlrd.compdoc import CompDocError

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except (XLRDError, CompDocError) as error:
        raise unreadable("encrypted" if "encrypt" in str(error).lower() else "damaged") from error
    writer = Writer()
    for sheet in book.sheets():
        if sheet.visibility == 0:
            if writer.length:
                writer.write("\n")
            write_sheet(writer, Sheet(sheet.name, _cells(book, sheet)))
    return writer.parts()


def _cells(book: Any, sheet: Any) -> list[GridCell]:
    spans = {(top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells}
    cells: list[GridCell] = []
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            text = _text(book, sheet.cell(row, column))
            if text:
                cells.append(GridCell(row, column, text, *spans.get((row, column), (1, 1))))
        if len(cells) > LIMITS.cells:
            raise unreadable("too_complex", f"> {LIMITS.cells} 单元格")
    return cells


def _text(book: Any, cell: Any) -> str:
    import xlrd

    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        style = book.xf_list[cell.xf_index]
        return display(repr(cell.value), book.format_map[style.format_key].format_str, book.datemode == 1)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, ""))
    return str(cell.value)
