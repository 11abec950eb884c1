"""Seed files as rows: the shipped one, then the user's rows over it. Every mistake names file and line."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import SeedError


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a seed file with the place where it stands; ``line`` counts from 1 and is the header's for the first row + 1."""

    file: str
    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    def error(self, problem: str) -> SeedError:
        return SeedError(self.file, self.line, problem)


@dataclass(frozen=True, slots=True)
class SeedTable:
    """What a CSV seed must look like. Cells of ``required`` columns may not be empty; ``key`` tells rows apart.

    Columns beyond ``required`` and ``optional`` are an error, unless ``is_open``.
    """

    name: str
    required: tuple[str, ...]
    key: tuple[str, ...]
    optional: tuple[str, ...] = ("note",)
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class SeedFolders:
    """Where seeds come from: the shipped folder and, over it, the user's (None: no such folder)."""

    shipped: Path
    overlay: Path | None

    def layers(self, relative: str) -> tuple[Path, ...]:
        """The files to read for one seed, the user's last. The user may leave out the ``reference/`` folder."""
        places = [self.shipped / relative]
        if self.overlay:
            places += [self.overlay / relative, self.overlay / Path(relative).name]
        return tuple(place for place in dict.fromkeys(places) if place.is_file())


def read_rows(folders: SeedFolders, table: SeedTable) -> tuple[Row, ...]:
    """All rows of a seed; a later layer's row takes the place of an earlier one's with the same key. No file: no rows."""
    merged: dict[tuple[str, ...], Row] = {}
    for path in folders.layers(f"reference/{table.name}"):
        merged.update(_keyed(_rows_of(path, table), table))
    return tuple(merged.values())


def read_text(path: Path) -> str:
    """A seed file's text: UTF-8 (with or without BOM), else GB18030, which is what Excel writes in Chinese offices."""
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SeedError(str(path), 1, "the file is neither UTF-8 nor GB18030 text")


def digest(paths: Iterable[Path]) -> str:
    """A version of seed content: 16 hex digits that change when a byte of any file does, wherever the files lie."""
    total = hashlib.sha256()
    for path in paths:
        data = path.read_bytes()
        total.update(f"{path.name}\x1f{len(data)}\x1f".encode())
        total.update(data)
    return total.hexdigest()[:16]


def _rows_of(path: Path, table: SeedTable) -> Iterable[Row]:
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    header = _header(path, table, next(reader, []))
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise SeedError(str(path), start, f"not CSV: {error}") from error
        if cells is None:
            return
        if any(cells):
            yield _row(path, start, header, cells, table)


def _header(path: Path, table: SeedTable, cells: list[str]) -> list[str]:
    header = [cell.strip() for cell in cells]
    missing = [column for column in table.required if column not in header]
    known = {*table.required, *table.optional}
    strange = [] if table.is_open else [column for column in header if column not in known]
    twice = sorted({column for column in header if header.count(column) > 1})
    for problem, columns in (("lacks the column", missing), ("has the unknown column", strange), ("has twice the column", twice)):
        if columns:
            raise SeedError(str(path), 1, f"the header {problem} {', '.join(columns)}; expected: {','.join(table.required)}")
    return header


def _row(path: Path, line: int, header: list[str], cells: list[str], table: SeedTable) -> Row:
    if len(cells) != len(header):
        raise SeedError(str(path), line, f"{len(cells)} cells, but the header has {len(header)} columns")
    row = Row(str(path), line, dict(zip(header, (cell.strip() for cell in cells), strict=True)))
    empty = [column for column in table.required if not row[column]]
    if empty:
        raise row.error(f"{', '.join(empty)} is empty")
    return row


def _keyed(rows: Iterable[Row], table: SeedTable) -> dict[tuple[str, ...], Row]:
    keyed: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(row[column] for column in table.key)
        if key in keyed:
            raise row.error(f"{' / '.join(key)} stands already in line {keyed[key].line}")
        keyed[key] = row
    return keyed
