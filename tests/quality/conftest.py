"""A warehouse without fault, made once, and copies of it to damage."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from quality_reports import fill, good_reports

from warehouse.store import open_warehouse, start_run


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two bodies over three years, consistent in everything."""
    path = fill(tmp_path_factory.mktemp("good") / "good.duckdb", good_reports())
    with open_warehouse(path) as warehouse:
        start_run(warehouse, "tests")
    return path


@pytest.fixture
def damaged(good: Path, tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the good warehouse after some SQL."""

    def damage(sql: str) -> Path:
        path = tmp_path / "damaged.duckdb"
        shutil.copy(good, path)
        with duckdb.connect(str(path)) as connection:
            connection.execute(sql)
        return path

    return damage
