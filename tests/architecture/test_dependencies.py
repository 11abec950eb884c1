"""Whatever is imported is declared, for users what users need; the lock names no registry."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OURS = {"warehouse", "flows", "tests", "benchmarks"}


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~;\[]", name, maxsplit=1)[0]).lower()


def declared(requirements: list[str]) -> set[str]:
    return {normalised(requirement) for requirement in requirements}


def imported(*folders: str) -> set[str]:
    """The distributions whose modules are imported anywhere under the folders."""
    own = OURS | {path.stem for path in (ROOT / "tests").rglob("*.py")}
    modules: set[str] = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.split(".")[0])
    homes = packages_distributions()
    return {normalised(homes[module][0]) if module in homes else module for module in modules - own - set(sys.stdlib_module_names)}


def test_a_user_gets_everything_that_the_program_imports() -> None:
    assert imported("warehouse", "flows") <= declared(PROJECT["dependencies"])


def test_a_developer_gets_everything_that_the_tests_import() -> None:
    assert imported("tests") <= declared([*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]])


@pytest.mark.parametrize(
    ("name", "extras"),
    [
        ("requirements", ["dev"]),
        ("requirements-ocr", ["ocr"]),
        ("requirements-clusters", ["dask", "ray", "s3-server"]),
        ("requirements-lake", ["lake"]),
    ],
)
def test_a_lock_pins_every_declared_package_with_hashes_and_names_no_host(name: str, extras: list[str]) -> None:
    lock = (ROOT / f"{name}.lock").read_text(encoding="utf-8")
    pinned = {normalised(name) for name in re.findall(r"^([A-Za-z0-9_.-]+)==", lock, re.MULTILINE)}
    of_extras = [package for extra in extras for package in PROJECT["optional-dependencies"][extra]]
    assert declared([*PROJECT["dependencies"], *of_extras]) <= pinned
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=[A-Za-z])", lock.strip()))
    assert "://" not in lock


def test_the_project_cannot_be_uploaded_by_mistake() -> None:
    assert "Private :: Do Not Upload" in PROJECT["classifiers"]
