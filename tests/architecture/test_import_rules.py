"""Who may import whom: the house rules of docs/architecture.md, read from the source."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Room → the rooms that it may import besides itself. Errors, settings and the finder of resources are everyone's.
COMMON = {"errors", "resources", "settings"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "resources": set(),
    "settings": {"errors"},
    "model": set(),
    "text": {"model"},
    "reference": {"model", "text"},
    "documents": {"model", "text", "reference"},
    "extraction": {"model", "text", "reference"},
    "review": {"model", "text", "reference"},
    "conforming": {"model", "text", "reference"},
    "pipeline": {"model", "text", "reference", "documents", "extraction", "review", "conforming"},
    "store": {"model"},
    "quality": {"model", "store"},
    "publication": {"model", "store"},
}
# Library → the only places that import it.
ONLY_IMPORTER = {
    "prefect": "flows",
    "typer": "flows",
    "duckdb": "warehouse/store",
    "great_expectations": "warehouse/quality",
}


def modules() -> list[Path]:
    return sorted([*(ROOT / "warehouse").rglob("*.py"), *(ROOT / "flows").rglob("*.py")])


def imports(path: Path) -> Iterator[str]:
    """The dotted names that a module imports anywhere in it, also inside functions and for types alone."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute, so that they agree with the path"
            yield str(node.module)
            if node.module == "warehouse":
                yield from (f"warehouse.{alias.name}" for alias in node.names if alias.name != "__version__")


def room(path: Path) -> str:
    parts = path.relative_to(ROOT / "warehouse").with_suffix("").parts
    return parts[0]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [path for path in modules() if path.is_relative_to(ROOT / "warehouse")], ids=name_of)
def test_a_room_imports_only_the_rooms_it_may(path: Path) -> None:
    if room(path) == "__init__":
        assert not list(imports(path))
        return
    allowed = MAY_IMPORT[room(path)] | COMMON | {room(path)}
    rooms = {name.split(".")[1] for name in imports(path) if name.startswith("warehouse.")}
    assert rooms <= allowed
    assert not [name for name in imports(path) if name.split(".")[0] == "flows"]


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_library_has_one_importer(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imports(path)}
    strangers = [library for library in libraries & set(ONLY_IMPORTER) if not path.is_relative_to(ROOT / ONLY_IMPORTER[library])]
    assert not strangers


@pytest.mark.parametrize("path", [path for path in modules() if path.is_relative_to(ROOT / "warehouse" / "model")], ids=name_of)
def test_the_model_needs_the_standard_library_alone(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imports(path)} - {"warehouse"}
    assert libraries <= set(sys.stdlib_module_names)


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    assert not [name_of(path) for path in modules() if {"utils", "helpers", "common", "core"} & set(path.with_suffix("").parts[-3:])]


def test_every_room_is_on_the_floor_plan() -> None:
    rooms = {room(path) for path in modules() if path.is_relative_to(ROOT / "warehouse")} - {"__init__", "_resources"}
    assert rooms == set(MAY_IMPORT)
