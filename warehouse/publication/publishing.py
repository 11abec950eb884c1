"""Views → files. Every file is written beside its place and put there whole; a reader never sees half of one."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from warehouse import store
from warehouse.errors import UsageError
from warehouse.publication.pages import site_pages
from warehouse.publication.tables import csv_lines
from warehouse.publication.views import EXPORTS

# Excel takes a CSV for the system's code page unless a byte-order mark says otherwise.
_CSV_ENCODING = "utf-8-sig"
_PAGE = re.compile(r"[0-9a-f]{32}\.md")


@dataclass(frozen=True, slots=True)
class Published:
    """The sealed copy that everything was written from, and the files written."""

    sealed: Path
    files: tuple[Path, ...]


def publish(warehouse: Path, *, site: Path | None = None, export: Path | None = None, where: str = "") -> Published:
    """Seals a copy of the warehouse, if the newest is not current, and writes pages (``site``) and CSV files (``export``) from it.

    ``where`` is a condition in SQL on the columns of the exported views. Raises UsageError for a condition that is
    none, and the store's errors; what was published before then stays as it was.
    """
    sealed = _sealed(warehouse)
    contents = [*_exports(warehouse, export, where), *_pages(warehouse, site)]
    files = tuple(_write(path, text, encoding) for path, text, encoding in contents)
    if site is not None:
        _drop_outdated_pages(site, set(files))
    return Published(sealed.path, files)


def _sealed(warehouse: Path) -> store.Seal:
    """The newest sealed copy where nothing has changed since, else a new one."""
    newest = store.newest_seal(warehouse)
    if newest is not None and store.is_current(warehouse, newest):
        return newest
    with store.open_warehouse(warehouse) as opened:
        return store.seal(opened)


def _exports(warehouse: Path, folder: Path | None, where: str) -> Iterable[tuple[Path, str, str]]:
    if folder is None:
        return []
    return [(folder / f"{name}.csv", "".join(csv_lines(_view(warehouse, name, where))), _CSV_ENCODING) for name in EXPORTS]


def _view(warehouse: Path, name: str, where: str) -> pa.Table:
    if not where or name == "quarantined_file":
        return store.read(warehouse, f"select * from {name} order by all")
    try:
        return store.query(warehouse, f"select * from {name} where ({where}\n) order by all").table
    except UsageError as error:
        raise UsageError(
            f"--where does not fit {name}: {error}. Use columns that all exported views have: "
            "organisation, organisation_id, fiscal_year, document_key"
        ) from error


def _pages(warehouse: Path, folder: Path | None) -> Iterable[tuple[Path, str, str]]:
    if folder is None:
        return []
    return [(folder / name, text, "utf-8") for name, text in site_pages(warehouse)]


def _drop_outdated_pages(site: Path, written: set[Path]) -> None:
    """Pages of organisations that are no longer there: their reports were withdrawn, or they bear another key now."""
    for path in site.glob("*.md"):
        if path not in written and _PAGE.fullmatch(path.name):
            path.unlink()


def _write(path: Path, text: str, encoding: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding=encoding, errors="replace", newline="") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path
