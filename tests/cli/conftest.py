"""The command line as a user types it, and a warehouse of a few reports to ask."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import Jixiao, ask

YEARS = 3


@pytest.fixture
def jixiao(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Jixiao:
    """Runs a command in an empty working directory."""
    monkeypatch.chdir(tmp_path)
    return ask


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory, samples: list[Path]) -> Path:
    """A folder with three consecutive years of one sample organisation and their manifest."""
    folder = tmp_path_factory.mktemp("reports")
    first = sorted(path for path in samples if path.suffix == ".txt")[:YEARS]
    for path in [*first, samples[0].parent / "manifest.csv"]:
        if path.exists():
            shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory, reports: Path) -> Path:
    """A warehouse with the reports loaded; not to be changed."""
    warehouse = tmp_path_factory.mktemp("loaded") / "w.duckdb"
    answer = ask("ingest", "--direct", reports, "--warehouse", warehouse)
    assert answer.code == 0, answer.err
    return warehouse


@pytest.fixture
def warehouse(loaded: Path, tmp_path: Path) -> Path:
    """A copy of the loaded warehouse that a test may change."""
    for path in loaded.parent.glob(loaded.name + "*"):
        target = tmp_path / path.name
        shutil.copytree(path, target) if path.is_dir() else shutil.copy(path, target)
    return tmp_path / loaded.name
