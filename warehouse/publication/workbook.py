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
# Widths of columns in characters (a Chinese one counts double); a key is for machines and shows its first digits.
_WIDTHS = {
    "organisation": 26,
    "project": 26,
    "indicator": 26,
    "subject": 26,
    "case_type": 20,
    "name": 26,
    "title": 44,
    "file_name": 26,
    "section_path": 30,
    "quote": 60,
    "quotes": 60,
    "next_year_quote": 60,
    "message": 60,
    "question": 50,
    "computation": 36,
    "reason": 60,
    "rule": 24,
}
_LINKED = ("fact_key", "finding_key")
_KEY_WIDTH, _NUMBER_WIDTH, _TEXT_WIDTH = 10, 16, 12
_HEAD_HEIGHT = 32  # points: two lines of a long column name
_A4, _A3 = 9, 8
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
    "in_memory": False,
}
_NOTES = (
    "每个视图一张表；fact_key、finding_key 两栏可点，跳到 evidence 表中所据的原文。",
    "One sheet a view; a click on a fact_key or finding_key goes to the sentence in the sheet `evidence`.",
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
        places = _evidence_rows(tables)
        for name, table in tables.items():
            _sheet(book.add_worksheet(name), table, styles, {} if name == "evidence" else places)
    return buffer.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    styles = {suffix: book.add_format({"num_format": pattern}) for suffix, pattern in _FORMATS.items()}
    return styles | {
        "head": book.add_format({"bold": True, "bg_color": "#DDE7F0", "bottom": 1, "text_wrap": True, "valign": "top"}),
        "key": book.add_format({"align": "fill"}),  # cut off at the cell's edge instead of running into the next
        "title": book.add_format({"bold": True, "font_size": 16}),
        "link": book.add_format({"font_color": "#0B5394", "underline": 1}),
        "guarded": book.add_format({"quote_prefix": True}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
    }


def _cover(book: Any, tables: Mapping[str, pa.Table], titles: Mapping[str, str], styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet("cover")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 40)
    _print_setup(sheet, _A4)
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


def _evidence_rows(tables: Mapping[str, pa.Table]) -> dict[str, int]:
    """Fact or finding → the sheet row of the first mention that tells or holds it, counted from 1 under the header."""
    evidence = tables.get("evidence")
    if evidence is None:
        return {}
    keys = evidence.column("fact_key").to_pylist()[:_ROWS]
    return {key: row for row, key in reversed(list(enumerate(keys, start=2)))} | _quoted_rows(tables.get("finding"), evidence)


def _quoted_rows(findings: pa.Table | None, evidence: pa.Table) -> dict[str, int]:
    """Finding → the row of the first mention whose quote meets one of its own."""
    if findings is None or "quote_start" not in evidence.column_names:
        return {}
    mentions: dict[str, list[tuple[int, int, int]]] = {}
    spans = evidence.select(["document_key", "quote_start", "quote_end"]).slice(0, _ROWS).to_pylist()
    for row, span in enumerate(spans, start=2):
        mentions.setdefault(span["document_key"], []).append((span["quote_start"], span["quote_end"], row))
    places: dict[str, int] = {}
    for finding in findings.select(["finding_key", "quotes"]).to_pylist():
        for quote in finding["quotes"]:
            own = mentions.get(quote["document_key"], [])
            met = [row for start, end, row in own if start < quote["quote_end"] and quote["quote_start"] < end]
            if met:
                places.setdefault(finding["finding_key"], min(met))
    return places


def _sheet(sheet: Any, table: pa.Table, styles: dict[str, Any], places: dict[str, int]) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, min(table.num_rows, _ROWS)), table.num_columns - 1)
    _print_setup(sheet, _A3)
    sheet.repeat_rows(0)
    sheet.set_row(0, _HEAD_HEIGHT)
    for column, name in enumerate(table.column_names):
        sheet.set_column(column, column, _width(name))
        sheet.write_string(0, column, name, styles["head"])
    kinds = [_style_of(name, styles) for name in table.column_names]
    links = next((place for place, name in enumerate(table.column_names) if places and name in _LINKED), -1)
    row = 0
    for batch in table.slice(0, _ROWS).to_batches(max_chunksize=5_000):
        for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            row += 1
            for column, value in enumerate(values):
                if column == links and row < _LINKS and value in places:
                    sheet.write_url(row, column, f"internal:'evidence'!A{places[value]}", styles["link"], value)
                elif value is not None:
                    _cell(sheet, row, column, value, kinds[column], styles)


def _print_setup(sheet: Any, paper: int) -> None:
    """On paper a row stays on one page."""
    sheet.set_paper(paper)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&A  &P / &N")


def _width(name: str) -> int:
    kind = _KEY_WIDTH if name.endswith(("_key", "_id")) else _NUMBER_WIDTH if name.endswith(tuple(_FORMATS)) else _TEXT_WIDTH
    return _WIDTHS.get(name, kind)


def _style_of(name: str, styles: dict[str, Any]) -> Any:
    if name.endswith(("_key", "_id")):
        return styles["key"]
    return next((styles[suffix] for suffix in _FORMATS if name.endswith(suffix)), None)


def _cell(sheet: Any, row: int, column: int, value: Any, style: Any, styles: dict[str, Any]) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, float(value), style)
    elif isinstance(value, datetime | date):
        sheet.write_datetime(row, column, value.replace(tzinfo=None) if isinstance(value, datetime) else value, styles["date"])
    else:
        text = shortened(readable_text(_told(value)), _CELL)
        sheet.write_string(row, column, text, styles["guarded"] if re.match(rf"\s*[{FORMULA_START}]", text) else style)


def _told(value: Any) -> Any:
    """The words of a list of quotes, one below the other; other lists and all else as they are."""
    if not isinstance(value, list) or not all(isinstance(item, dict) and "quote" in item for item in value):
        return value
    return "\n".join(f"“{item['quote']}”" for item in value)


def shortened(text: str, length: int) -> str:
    """At most so many characters; what was cut off is told by a mark."""
    return text if len(text) <= length else text[: length - 1] + "…"
