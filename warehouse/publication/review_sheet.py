"""The review queue as a workbook that a clerk fills in, and the filled one read back.

Three sheets, each with what the program knows on the left and empty columns for the clerk on the right. Text goes in as
text cells only, the empty cells are text too: a spreadsheet neither computes nor rounds what stands there.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.utils.exceptions import InvalidFileException

from warehouse.errors import UsageError
from warehouse.model import ROLES
from warehouse.publication.escaping import FORMULA_START, plain_number, readable_text

# Excel's own limit; what is longer is cut, and marked so.
_CELL = 32_767
# A workbook of a queue has some hundred kilobytes; this much comes only from a bomb.
_EXPANDED = 200_000_000
_CREATED = datetime(2020, 1, 1)
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDTHS = {"原文": 60, "前文": 34, "后文": 34, "章节": 30, "指标": 30, "建议": 34, "疑点": 30, "文件": 26, "理由": 26, "归入指标": 26}
_BAD_FILE = (InvalidFileException, zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, SyntaxError)
GUIDE = "说明"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: ``given`` are the columns that the program fills, ``asked`` those that the clerk fills."""

    name: str
    given: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        return (*self.given, *self.asked)


UNCLAIMED = Sheet("未识别数字", ("文件", "前文", "数字", "后文", "章节", "页"), ("指标名称", "角色", "数值", "单位", "理由", "复核人"))
DISCOVERED = Sheet("新发现指标", ("指标", "单位", "年度", "单位名称", "建议", "相似度"), ("归入指标", "复核人"))
DOUBTFUL = Sheet("存疑读数", ("文件", "原文", "数字", "名称", "角色", "读作", "单位", "疑点", "章节", "页"), ("更正值", "理由", "复核人"))
SHEETS = (UNCLAIMED, DISCOVERED, DOUBTFUL)

_GUIDANCE = (
    "只填写黄色的列，其余各列请勿改动；不填的行视为尚未复核。填好后运行：jixiao review --apply 本文件",
    "存疑读数：更正值按原文的单位填写（原文为万元即填万元数）；不是一项数据的填“无”。三列须同时填写。",
    "新发现指标：归入指标填标准指标名（seeds/reference/indicators.csv），或本表中另一行的指标。两列须同时填写。",
    "未识别数字：供改进规则使用；填写内容会检查，但不改变读数，留在本文件中。角色见下。",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One row in which the clerk wrote. ``row`` is its number in the sheet, as the spreadsheet shows it."""

    sheet: Sheet
    row: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def problem(self, column: str, what: str) -> str:
        """A mistake in words, with its place."""
        return f"sheet {self.sheet.name}, row {self.row}, column {column}: {what}"


def sheet_bytes(queue: Mapping[Sheet, Sequence[Sequence[Any]]]) -> bytes:
    """The workbook as it stands in a file; each row gives the values of its sheet's ``given`` columns. No clock in it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"title": "复核清单", "created": _CREATED})
        styles = {
            "head": book.add_format({"bold": True, "bg_color": "#DDE7F0", "bottom": 1}),
            "asked": book.add_format({"bold": True, "bg_color": "#FFF2CC", "bottom": 1}),
            "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            "guarded": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True}),
            "empty": book.add_format({"num_format": "@", "bg_color": "#FFFBEB", "text_wrap": True, "valign": "top"}),
        }
        for sheet in SHEETS:
            _write(book.add_worksheet(sheet.name), sheet, queue.get(sheet, ()), styles)
        _guide(book.add_worksheet(GUIDE), styles)
    return buffer.getvalue()


def _roles() -> list[tuple[str, str]]:
    return [(role, table) for table, roles in ROLES.items() for role in roles]


def _guide(page: Any, styles: dict[str, Any]) -> None:
    page.set_column(0, 1, 20)
    for row, line in enumerate(_GUIDANCE):
        page.write_string(row, 0, line)
    top = len(_GUIDANCE)
    for column, heading in enumerate(("角色", "事实表")):
        page.write_string(top, column, heading, styles["head"])
    for row, pair in enumerate(_roles(), start=top + 1):
        for column, word in enumerate(pair):
            page.write_string(row, column, word)


def _write(page: Any, sheet: Sheet, rows: Sequence[Sequence[Any]], styles: dict[str, Any]) -> None:
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(rows)), len(sheet.headings) - 1)
    for column, heading in enumerate(sheet.headings):
        page.set_column(column, column, _WIDTHS.get(heading, 14))
        page.write_string(0, column, heading, styles["head" if heading in sheet.given else "asked"])
    for number, values in enumerate(rows, start=1):
        for column, value in enumerate(values):
            text = _cut(readable_text(shown(value)))
            page.write_string(number, column, text, styles["guarded" if re.match(rf"\s*[{FORMULA_START}]", text) else "text"])
        for column in range(len(sheet.given), len(sheet.headings)):
            page.write_blank(number, column, None, styles["empty"])
    if "角色" in sheet.asked and rows:
        first, last = len(_GUIDANCE) + 2, len(_GUIDANCE) + 1 + len(_roles())
        choice = {
            "validate": "list",
            "source": f"='{GUIDE}'!$A${first}:$A${last}",
            "error_title": "角色",
            "error_message": "请从列表中选择",
        }
        column = sheet.headings.index("角色")
        page.data_validation(1, column, len(rows), column, choice)


def shown(value: Any) -> str:
    """A value as text: nothing is empty, numbers are plain, dates are ISO, a whole float has no point."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return value if isinstance(value, str) else plain_number(value)


def _cut(text: str) -> str:
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"


def read_answers(path: Path) -> tuple[Answer, ...]:
    """The rows in which the clerk wrote something, sheet by sheet. Raises UsageError for a file that is no such workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > _EXPANDED:
                raise UsageError(f"{path}: the workbook is too large to be a review sheet")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        grids = {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in book.worksheets}
        book.close()
    except FileNotFoundError as error:
        raise UsageError(f"there is no file {path}: write one with `jixiao review --xlsx {path}`") from error
    except _BAD_FILE as error:
        raise UsageError(f"{path}: not a workbook that can be read (XLSX): {error}") from error
    missing = [sheet.name for sheet in SHEETS if sheet.name not in grids]
    if missing:
        raise UsageError(f"{path}: the sheet {', '.join(missing)} is missing: fill in a file that `jixiao review --xlsx` wrote")
    return tuple(answer for sheet in SHEETS for answer in _answers(path, sheet, grids[sheet.name]))


def _answers(path: Path, sheet: Sheet, grid: list[list[Any]]) -> Iterator[Answer]:
    headings = [shown(cell).strip() for cell in grid[0]] if grid else []
    lost = [heading for heading in sheet.headings if heading not in headings]
    twice = sorted({heading for heading in headings if heading and headings.count(heading) > 1})
    if lost or twice:
        said = f"lacks the column {', '.join(lost)}" if lost else f"has twice the column {', '.join(twice)}"
        raise UsageError(f"{path}: sheet {sheet.name}, row 1 {said}")
    for number, values in enumerate(grid[1:], start=2):
        cells = {heading: shown(value).strip() for heading, value in zip(headings, values, strict=False)}
        if any(cells.get(column) for column in sheet.asked):
            yield Answer(sheet, number, cells)
