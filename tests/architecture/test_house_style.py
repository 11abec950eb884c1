"""The measures of the house: short files, short functions, no error swallowed whole, grain on the first line of SQL."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAX_LINES = 300
MAX_FUNCTION_LINES = 40

SOURCES = sorted(path for folder in ("warehouse", "flows") for path in (ROOT / folder).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
STATEMENTS = sorted((ROOT / "sql").rglob("*.sql"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement after the docstring to the end: what a reader has to follow."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=name_of)
def test_a_file_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_function_is_short(path: Path) -> None:
    assert not [(function.name, code_lines(function)) for function in functions(path) if code_lines(function) > MAX_FUNCTION_LINES]


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_error_is_swallowed_whole(path: Path) -> None:
    caught = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ExceptHandler)]
    assert not [node.lineno for node in caught if node.type is None]
    assert not [
        node.lineno for node in caught for name in ast.walk(node.type or node) if isinstance(name, ast.Name) and name.id == "Exception"
    ]


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", STATEMENTS, ids=name_of)
def test_sql_opens_with_its_grain_or_its_claim(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("-- ")
    if path.parent.name in ("schema", "views"):
        assert first.startswith("-- Grain: one row per ")


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    """A path of one machine or the host of a package registry works for nobody else."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    machine = re.compile(rb"/(?:w[o]rk|r[o]ot|h[o]me)/[a-z]|pypi\.[o]rg|pythonh[o]sted|--(?:extra-)?index-u[r]l|--find-l[i]nks")
    files = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    found = [name_of(path) for path in files if path.is_file() and machine.search(path.read_bytes())]
    assert not found
