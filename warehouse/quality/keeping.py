"""The results of the last checks as Great Expectations tells them, kept beside the warehouse with their Data Docs.

``FILE.quality/STAMP/`` holds ``results/SUITE.json``, which the library's own schema reads back, and ``docs/index.html`` with
a page a suite. A folder is written beside and renamed, so that what has a stamp for a name is whole.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

KEPT = 5
_STAMP = "%Y%m%dT%H%M%S%fZ"
_BESIDE = ".new-"


def quality_folder(warehouse_path: Path) -> Path:
    return warehouse_path.with_name(warehouse_path.name + ".quality")


def keep_results(
    warehouse_path: Path, checked_at: datetime, results: Iterable[Mapping[str, Any]], pages: Iterable[tuple[str, str]]
) -> Path:
    """Puts one check's results and pages in place, drops all but the last few, and returns the pages' ``index.html``.

    ``results`` are the suites' results as the library's JSON. The caller holds the lock of the warehouse.
    """
    folder = quality_folder(warehouse_path)
    folder.mkdir(exist_ok=True)
    _clear(folder)
    beside = folder / f"{_BESIDE}{os.getpid()}"
    try:
        _write(beside / "results", ((f"{result['suite_name']}.json", _json(result)) for result in results))
        _write(beside / "docs", pages)
        kept = beside.rename(folder / checked_at.strftime(_STAMP))
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    for old in _kept(folder)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return kept / "docs" / "index.html"


def newest_docs(warehouse_path: Path) -> Path | None:
    """The first page of the newest check that was kept, or None."""
    kept = _kept(quality_folder(warehouse_path))
    return kept[-1] / "docs" / "index.html" if kept else None


def drop_results(warehouse_path: Path) -> None:
    """Takes all kept results away: their examples may quote a report that is withdrawn."""
    shutil.rmtree(quality_folder(warehouse_path), ignore_errors=True)


def _kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("[0-9]*T[0-9]*Z") if path.is_dir())


def _clear(folder: Path) -> None:
    """What an interrupted check left."""
    for leftover in folder.glob(f"{_BESIDE}*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _json(result: Mapping[str, Any]) -> str:
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"


def _write(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    folder.mkdir(parents=True)
    for name, text in files:
        (folder / name).write_text(text, encoding="utf-8", errors="backslashreplace")
