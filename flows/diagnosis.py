"""What ``jixiao doctor`` looks at, and what to do about what is wrong."""

from __future__ import annotations

import os
import platform
import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from flows.server import prefect_home
from warehouse import __version__, store
from warehouse.documents import FORMATS
from warehouse.errors import WarehouseError
from warehouse.publication.escaping import terminal_text
from warehouse.quality import newest_docs
from warehouse.reference import load_reference
from warehouse.resources import resource_folder
from warehouse.settings import Settings

PACKAGES = ("duckdb", "pyarrow", "prefect", "great-expectations", "duckdb-engine", "pypdfium2", "msdoc2docx", "xlrd", "lxml")
# Extra → the module that says it is installed.
EXTRAS = {"ocr": "rapidocr"}
LITTLE_DISK = 1 << 30
IN_ORDER = "in order"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Labelled lines, and sentences that say what is wrong and what to do."""

    lines: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]


def diagnose(settings: Settings) -> Diagnosis:
    """Looks at everything and changes nothing."""
    problems: list[str] = []
    lines = [*_versions(), *_paths(settings, problems), *_warehouse(settings, problems)]
    return Diagnosis(tuple((label, terminal_text(text)) for label, text in lines), tuple(problems))


def _versions() -> list[tuple[str, str]]:
    lines = [("jixiao", __version__), ("python", f"{platform.python_version()} on {platform.platform()}")]
    for name in PACKAGES:
        try:
            lines.append((name, version(name)))
        except PackageNotFoundError:
            lines.append((name, "missing"))
    readers = ", ".join(dict.fromkeys(item.reader for item in FORMATS))
    extras = ", ".join(f"{name} {'yes' if find_spec(module) else 'no'}" for name, module in EXTRAS.items())
    return [*lines, ("readers", readers), ("extras", extras)]


def _paths(settings: Settings, problems: list[str]) -> list[tuple[str, str]]:
    folder = settings.warehouse.parent
    free = shutil.disk_usage(folder if folder.is_dir() else Path.cwd()).free
    if free < LITTLE_DISK:
        problems.append(f"only {free >> 20} MiB are free at {folder}: make room before the next run")
    if not folder.is_dir():
        problems.append(f"the folder {folder} does not exist: make it, or name another warehouse")
    elif not os.access(folder, os.W_OK):
        problems.append(f"the folder {folder} cannot be written: change its permissions, or name another warehouse")
    return [
        ("resources", str(resource_folder("sql").parent)),
        ("seeds", _seeds(settings, problems)),
        ("prefect home", str(prefect_home())),
        ("prefect server", os.environ.get("PREFECT_API_URL", "embedded")),
    ]


def _seeds(settings: Settings, problems: list[str]) -> str:
    try:
        load_reference(settings.seeds)
    except WarehouseError as error:
        problems.append(str(error))
        return "with a mistake"
    return f"shipped, with {settings.seeds} over them" if settings.seeds else "shipped"


def _warehouse(settings: Settings, problems: list[str]) -> list[tuple[str, str]]:
    """The store never raises here; what it says of the state is in order, or it says what to do."""
    told = store.diagnose(settings.warehouse)
    if told.get("state", IN_ORDER) != IN_ORDER:
        problems.append(told["state"])
    if told.get("leftovers", "none") != "none":
        problems.append(f"an interrupted run left {told['leftovers']}: the next `jixiao ingest` clears it away")
    docs = newest_docs(settings.warehouse)
    return [*told.items(), ("data docs", str(docs) if docs else "none: run jixiao check")]
