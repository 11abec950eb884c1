"""Runs, and what the expectations said in them."""

from __future__ import annotations

import subprocess
import sys

from warehouse import store
from warehouse.store import ExpectationResult

DIE = """
import os, sys
from pathlib import Path
from warehouse import store
with store.open_warehouse(Path(sys.argv[1])) as warehouse:
    store.start_run(warehouse, "0.1.0")
    os.kill(os.getpid(), 9)
"""


def test_a_run_begins_and_ends_with_its_figures(warehouse):
    run_key = store.start_run(warehouse, "0.1.0")
    store.finish_run(warehouse, run_key, "done", files_seen=3, files_loaded=2, files_quarantined=1)
    found = warehouse.connection.execute(
        "select status, files_seen, files_loaded, files_unchanged, files_quarantined, code_version, finished_at >= started_at from run"
    ).fetchall()
    assert found == [("done", 3, 2, 0, 1, "0.1.0", True)]


def test_the_run_of_a_killed_process_is_closed_as_dead_by_the_next(path):
    subprocess.run([sys.executable, "-c", DIE, str(path)], check=False)
    with store.open_warehouse(path) as warehouse:
        store.start_run(warehouse, "0.1.0")
        found = warehouse.connection.execute("select status, finished_at is null from run order by started_at").fetchall()
    assert found == [("dead", False), ("running", True)]


def test_what_the_expectations_said_is_kept_once_a_run(warehouse):
    results = [
        ExpectationResult("fact_budget", "unique", "error", False, 2),
        ExpectationResult("fact_budget", "broken", "note", False, None),
    ]
    for _ in range(2):
        store.record_expectations(warehouse, "run", results)
    found = warehouse.connection.execute(
        "select suite, expectation, severity, success, unexpected_count from expectation_result order by all"
    )
    assert found.fetchall() == [("fact_budget", "broken", "note", False, None), ("fact_budget", "unique", "error", False, 2)]
