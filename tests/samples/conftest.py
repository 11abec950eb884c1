"""One warehouse made from the sample reports, as a user makes it; the tests only look at it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gold
import pytest

Rows = list[dict[str, Any]]
Ask = Callable[[str], Rows]
JIXIAO = (sys.executable, "-c", "from flows.cli import main; main()")


def run(*arguments: str | Path) -> str:
    done = subprocess.run([*JIXIAO, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not hasattr(pytest.importorskip("warehouse.store"), "load"):
        pytest.skip("the store is not there yet")
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
