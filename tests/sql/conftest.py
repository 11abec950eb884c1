"""A warehouse filled by hand, and what its views say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders import a_batch
from warehouse import store
from warehouse.model import Document, Extraction

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[store.Warehouse]:
    with store.open_warehouse(tmp_path / "w.duckdb") as opened:
        yield opened


@pytest.fixture
def ask(warehouse: store.Warehouse) -> Ask:
    """Loads reports (document, extraction) and gives the rows of a query as dictionaries."""

    def answer(sql: str, *reports: tuple[Document, Extraction]) -> list[dict[str, Any]]:
        if reports:
            store.load(warehouse, a_batch(*reports))
            store.settle(warehouse)
        return warehouse.connection.execute(sql).to_arrow_table().to_pylist()

    return answer
