"""The schedule on a real Prefect server: a report that is dropped in is in the views after the next run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from warehouse import store
from warehouse.errors import WarehouseError

pytestmark = pytest.mark.slow
PATIENCE_SECONDS = 240


@pytest.fixture
def served(tmp_path: Path, samples: list[Path]) -> Iterator[Path]:
    """An inbox with one report, refreshed every minute into w.duckdb beside it."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    shutil.copy(samples[0], inbox)
    command = [Path(sys.executable).with_name("jixiao"), "schedule", inbox, "--cron", "* * * * *", "--warehouse", tmp_path / "w.duckdb"]
    environment = {**os.environ, "PREFECT_HOME": str(tmp_path / "prefect")}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
    try:
        yield inbox
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def wait_for(what: Callable[[], bool], log: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            if what():
                return
        except WarehouseError:  # not made yet, or being written
            pass
        time.sleep(2)
    pytest.fail(log.read_text(encoding="utf-8", errors="replace")[-2000:])


def test_a_report_that_is_dropped_in_is_in_the_views_after_the_next_run(served: Path, samples: list[Path]) -> None:
    warehouse = served.with_name("w.duckdb")

    def reports_in_view() -> int:
        query = "select count(distinct document_key) as n from yearly_budget"
        return int(store.read(warehouse, query).to_pylist()[0]["n"])

    wait_for(lambda: reports_in_view() == 1, served.with_name("log"))
    shutil.copy(samples[-1], served)
    wait_for(lambda: reports_in_view() == 2, served.with_name("log"))
    runs = store.read(warehouse, "select distinct status from run where finished_at is not null").to_pylist()
    assert runs == [{"status": "done"}]
