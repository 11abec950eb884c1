"""Views → one XLSX workbook: a cover, a sheet a view, and from every fact a link to the sentence it stands on.

Text goes in as text cells only: a spreadsheet neither computes it nor makes a link of it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import xlsxwriter

from warehouse.publication.escaping import FORMULA_START, readable_text

# Excel's own limits: characters in a cell, links on a sheet, rows of a sheet (one is the header).
_CELL, _LINKS, _ROWS = 32_767, 65_000, 1_048_575
_FORMATS = {"_yuan": "#,##0.00", "_pct": "0.00", "_points": "0.00", "_count": "#,##0"}
# No clock in the file: the same contents give the same bytes.
_CREATED = datetime(2020, 1, 1)
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
    "in_memory": False,
}
_NOTES = (
    "每个视图一张表；fact_key 一栏可点，跳到 evidence 表中该数所据的原文。",
    "One sheet a view; a click on a fact_key goes to the sentence in the sheet `evidence`.",
    "金额单位：元；_pct：百分数（88.06 即 88.06%）。Amounts in yuan, percentages as printed.",
    "数值在电子表格中保留 15 位有效数字，CSV 与 Parquet 为全精度。Numbers keep 15 digits here, all digits in CSV and Parquet.",
)


def workbook_bytes(tables: Mapping[str, pa.Table], titles: Mapping[str, str]) -> bytes:
    """The workbook as it stands in a file. ``titles`` says in Chinese what a view tells."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"title": "绩效自评报告", "created": _CREATED})
        styles = _styles(book)
        _cover(book, tables, titles, styles)
        places = _evidence_rows(tables.get("evidence"))
        for name, table in tables.items():
            _sheet(book.add_worksheet(name), table, styles, {} if name == "evidence" else places)
    return buffer.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    styles = {suffix: book.add_format({"num_format": pattern}) for suffix, pattern in _FORMATS.items()}
    return styles | {
        "head": book.add_format({"bold": True, "bg_color": "#DDE7F0", "bottom": 1}),
        "title": book.add_format({"bold": True, "font_size": 16}),
        "link": book.add_format({"font_color": "#0B5394", "underline": 1}),
        "guarded": book.add_format({"quote_prefix": True}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
    }


def _cover(book: Any, tables: Mapping[str, pa.Table], titles: Mapping[str, str], styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet("cover")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 40)
    sheet.write_string(0, 0, "绩效自评报告：逐年比较", styles["title"])
    for row, note in enumerate(_NOTES, start=1):
        sheet.write_string(row, 0, note)
    top = len(_NOTES) + 2
    for column, heading in enumerate(("表 sheet", "内容 content", "行数 rows")):
        sheet.write_string(top, column, heading, styles["head"])
    for row, (name, table) in enumerate(tables.items(), start=top + 1):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", styles["link"], name)
        sheet.write_string(row, 1, titles.get(name, ""))
        sheet.write_number(row, 2, table.num_rows, styles["_count"])


def _evidence_rows(evidence: pa.Table | None) -> dict[str, int]:
    """Fact → the sheet row of its first mention, counted from 1 under the header."""
    if evidence is None:
        return {}
    keys = evidence.column("fact_key").to_pylist()[:_ROWS]
    return {key: row for row, key in reversed(list(enumerate(keys, start=2)))}


def _sheet(sheet: Any, table: pa.Table, styles: dict[str, Any], places: dict[str, int]) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, min(table.num_rows, _ROWS)), table.num_columns - 1)
    for column, name in enumerate(table.column_names):
        sheet.set_column(column, column, 12 if name.endswith(("_key", "_id")) else 18)
        sheet.write_string(0, column, name, styles["head"])
    kinds = [_style_of(name, styles) for name in table.column_names]
    links = table.column_names.index("fact_key") if places and "fact_key" in table.column_names else -1
    row = 0
    for batch in table.slice(0, _ROWS).to_batches(max_chunksize=5_000):
        for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            row += 1
            for column, value in enumerate(values):
                if column == links and row < _LINKS and value in places:
                    sheet.write_url(row, column, f"internal:'evidence'!A{places[value]}", styles["link"], value)
                elif value is not None:
                    _cell(sheet, row, column, value, kinds[column], styles)


def _style_of(name: str, styles: dict[str, Any]) -> Any:
    return next((styles[suffix] for suffix in _FORMATS if name.endswith(suffix)), None)


def _cell(sheet: Any, row: int, column: int, value: Any, style: Any, styles: dict[str, Any]) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, float(value), style)
    elif isinstance(value, datetime | date):
        sheet.write_datetime(row, column, value.replace(tzinfo=None) if isinstance(value, datetime) else value, styles["date"])
    else:
        text = shortened(readable_text(value), _CELL)
        sheet.write_string(row, column, text, styles["guarded"] if re.match(rf"\s*[{FORMULA_START}]", text) else None)


def shortened(text: str, length: int) -> str:
    """At most so many characters; what was cut off is told by a mark."""
    return text if len(text) <= length else text[: length - 1] + "…"
