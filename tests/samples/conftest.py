"""One warehouse made from the sample reports, as a user makes it; the tests only look at it."""

from __future__ import annotations

import json
from pathlib import Path

import gold
import pytest
from sample_warehouse import Ask, Rows, run


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("samples") / "samples.duckdb"
    run("ingest", gold.REPORTS, "--direct", "--strict", "--quiet", "--warehouse", file)
    return file


@pytest.fixture(scope="session")
def ask(warehouse: Path) -> Ask:
    """Rows of a query as `jixiao sql --format json` gives them; each query is asked once."""
    answers: dict[str, Rows] = {}

    def rows(query: str) -> Rows:
        if query not in answers:
            answers[query] = json.loads(run("sql", query, "--format", "json", "--quiet", "--warehouse", warehouse))
        return answers[query]

    return rows
