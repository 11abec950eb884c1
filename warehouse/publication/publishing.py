"""Views → files. Every file is written beside its place and put there whole; a reader never sees half of one."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from warehouse import store
from warehouse.publication.exports import export_files
from warehouse.publication.site import site_files, write_site


@dataclass(frozen=True, slots=True)
class Published:
    """The sealed copy that everything was written from, the files written, and the folders a reader opens."""

    sealed: Path
    files: tuple[Path, ...]
    folders: tuple[Path, ...] = ()


def publish(warehouse: Path, *, site: Path | None = None, export: Path | None = None, where: str = "") -> Published:
    """Seals a copy of the warehouse, if the newest is not current, and writes pages (``site``) and exports (``export``) from it.

    ``where`` is a condition in SQL on columns that the exported views and the reports of the site have. Raises UsageError
    for a condition that is none, and the store's errors; what was published before then stays as it was.
    """
    sealed = _sealed(warehouse)
    # Exports are made, and the site's reports chosen, before the first file is written: a condition that does not fit
    # leaves what was there. Pages then are made one by one, for all of them would fill the memory.
    exports = [] if export is None else [(export / name, content) for name, content in export_files(warehouse, where)]
    pages = None if site is None else site_files(warehouse, sealed, where)
    files = [_write(path, content) for path, content in exports]
    if site is not None and pages is not None:
        files += write_site(site, pages, _write)
    return Published(sealed.path, tuple(files), tuple(dict.fromkeys(folder for folder in (site, export) if folder is not None)))


def _sealed(warehouse: Path) -> store.Seal:
    """The newest sealed copy where nothing has changed since, else a new one."""
    newest = store.newest_seal(warehouse)
    if newest is not None and store.is_current(warehouse, newest):
        return newest
    with store.open_warehouse(warehouse) as opened:
        return store.seal(opened)


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
