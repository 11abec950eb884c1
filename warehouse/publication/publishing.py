"""Views → files. Every file is written beside its place and put there whole; a reader never sees half of one."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from warehouse import store
from warehouse.publication.exports import export_files
from warehouse.publication.pages import site_pages

_PAGE = re.compile(r"[0-9a-f]{32}\.md")


@dataclass(frozen=True, slots=True)
class Published:
    """The sealed copy that everything was written from, the files written, and the folders a reader opens."""

    sealed: Path
    files: tuple[Path, ...]
    folders: tuple[Path, ...] = ()


def publish(warehouse: Path, *, site: Path | None = None, export: Path | None = None, where: str = "") -> Published:
    """Seals a copy of the warehouse, if the newest is not current, and writes pages (``site``) and exports (``export``) from it.

    ``where`` is a condition in SQL on the columns of the exported views. Raises UsageError for a condition that is
    none, and the store's errors; what was published before then stays as it was.
    """
    sealed = _sealed(warehouse)
    # All exports are made before the first is written: a condition that does not fit leaves what was there.
    contents = [] if export is None else [(export / name, contents) for name, contents in export_files(warehouse, where)]
    contents += [] if site is None else [(site / name, text.encode("utf-8", "replace")) for name, text in site_pages(warehouse)]
    files = tuple(_write(path, content) for path, content in contents)
    if site is not None:
        _drop_outdated_pages(site, set(files))
    return Published(sealed.path, files, tuple(dict.fromkeys(folder for folder in (site, export) if folder is not None)))


def _sealed(warehouse: Path) -> store.Seal:
    """The newest sealed copy where nothing has changed since, else a new one."""
    newest = store.newest_seal(warehouse)
    if newest is not None and store.is_current(warehouse, newest):
        return newest
    with store.open_warehouse(warehouse) as opened:
        return store.seal(opened)


def _drop_outdated_pages(site: Path, written: set[Path]) -> None:
    """Pages of organisations that are no longer there: their reports were withdrawn, or they bear another key now."""
    for path in site.glob("*.md"):
        if path not in written and _PAGE.fullmatch(path.name):
            path.unlink()


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path
