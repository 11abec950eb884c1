"""A warehouse of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from warehouse import store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a warehouse may be made."""
    return tmp_path / "w.duckdb"


@pytest.fixture
def warehouse(path: Path) -> Iterator[store.Warehouse]:
    """A new warehouse, open for writing."""
    with store.open_warehouse(path) as opened:
        yield opened
