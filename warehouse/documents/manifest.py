"""``manifest.csv`` of a folder: what its owner knows of the files better than their text says."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from warehouse.documents.encoding import decode
from warehouse.documents.source import read_bytes
from warehouse.errors import UnreadableFile, UsageError
from warehouse.model import Declared

MANIFEST = "manifest.csv"
COLUMNS = ("file", "organisation", "region_code", "fiscal_year", "source_url", "published_on", "retrieved_on")
_SIZE = 32 << 20
T = TypeVar("T")


def read_manifest(folder: Path) -> dict[str, Declared]:
    """File (its path from the folder, with slashes) → what is declared of it; empty if the folder has no manifest.

    Raises UsageError that names file and line. Empty cells declare nothing; columns may stand in any order.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    try:
        text = decode(read_bytes(path, _SIZE)).text
    except UnreadableFile as error:
        raise UsageError(f"{path}: {error.reason}") from error
    return _parse(path, text)


def _parse(path: Path, text: str) -> dict[str, Declared]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    declared: dict[str, Declared] = {}
    columns: list[str] | None = None
    try:
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if columns is None:
                columns = _header(path, rows.line_num, row)
                continue
            file, values = _row(path, rows.line_num, columns, row)
            if file in declared:
                raise _mistake(path, rows.line_num, f"{file} stands twice / 文件重复")
            declared[file] = values
    except csv.Error as error:
        raise _mistake(path, rows.line_num, f"not a CSV line ({error}) / 不是有效的 CSV 行") from error
    return declared


def _header(path: Path, line: int, row: list[str]) -> list[str]:
    columns = [cell.strip() for cell in row]
    if "file" not in columns:
        raise _mistake(path, line, "the column `file` is missing / 缺少 file 列")
    unknown = [column for column in columns if column not in COLUMNS]
    if unknown or len(set(columns)) != len(columns):
        raise _mistake(path, line, f"unknown or repeated columns {', '.join(unknown)}; known are {', '.join(COLUMNS)} / 列名有误")
    return columns


def _row(path: Path, line: int, columns: list[str], row: list[str]) -> tuple[str, Declared]:
    if len(row) > len(columns):
        raise _mistake(path, line, f"{len(row)} cells, but {len(columns)} columns / 单元格多于列")
    values = dict(zip(columns, (cell.strip() for cell in row), strict=False))
    file = values.get("file", "").replace("\\", "/").removeprefix("./")
    if not file:
        raise _mistake(path, line, "no file is named / 没有文件名")

    def cell(column: str, convert: Callable[[str], T]) -> T | None:
        text = values.get(column, "")
        try:
            return convert(text) if text else None
        except ValueError as error:
            raise _mistake(path, line, f"{column} {text!r}: {error}") from error

    return file, Declared(
        organisation=cell("organisation", str),
        region_code=cell("region_code", _region),
        fiscal_year=cell("fiscal_year", _year),
        source_url=cell("source_url", str),
        published_on=cell("published_on", _date),
        retrieved_on=cell("retrieved_on", _date),
    )


def _region(text: str) -> str:
    if not re.fullmatch(r"[0-9]{6}(?:[0-9]{3})?(?:[0-9]{3})?", text):
        raise ValueError("a region code has 6, 9 or 12 digits / 区划代码应为 6、9 或 12 位数字")
    return text


def _year(text: str) -> int:
    if not re.fullmatch(r"(?:19|20)[0-9]{2}", text):
        raise ValueError("a fiscal year has four digits, such as 2023 / 年度应为四位数字")
    return int(text)


def _date(text: str) -> date:
    match = re.fullmatch(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?", text)
    if not match:
        raise ValueError("a date is written 2024-03-31 / 日期应写作 2024-03-31")
    return date(*map(int, match.groups()))


def _mistake(path: Path, line: int, problem: str) -> UsageError:
    return UsageError(f"{path}:{line}: {problem}")
