"""Runs and what the expectations said in them: the tables that tell of runs, not of reports."""

from __future__ import annotations

import os
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from warehouse.store.errors import told
from warehouse.store.lake import postgresql_of
from warehouse.store.opening import Warehouse
from warehouse.store.state import transaction, utc_now


class ExpectationResult(NamedTuple):
    """One expectation in one run; ``unexpected_count`` is None where it could not be evaluated."""

    suite: str
    expectation: str
    severity: str
    success: bool
    unexpected_count: int | None


def start_run(warehouse: Warehouse, code_version: str) -> str:
    """Notes the begin of a run and gives its key; runs that never ended because their process died are closed as ``dead``."""
    run_key = uuid.uuid4().hex
    with told(warehouse.path), transaction(warehouse) as connection:
        open_runs = connection.execute("select run_key, process_id from run where finished_at is null").fetchall()
        dead = [key for key, pid in open_runs if not _lives(pid, warehouse.path)]
        connection.execute("update run set status = 'dead', finished_at = ? where list_contains(?::varchar [], run_key)", [utc_now(), dead])
        connection.execute(
            "insert into run (run_key, started_at, status, code_version, process_id) values (?, ?, 'running', ?, ?)",
            [run_key, utc_now(), code_version, os.getpid()],
        )
    return run_key


def finish_run(
    warehouse: Warehouse,
    run_key: str,
    status: str,
    *,
    files_seen: int = 0,
    files_loaded: int = 0,
    files_unchanged: int = 0,
    files_quarantined: int = 0,
) -> None:
    """Notes the end of a run: ``done``, ``failed``, or ``held`` (publication was held back)."""
    with told(warehouse.path), transaction(warehouse) as connection:
        connection.execute(
            "update run set finished_at = ?, status = ?, files_seen = ?, files_loaded = ?, files_unchanged = ?, files_quarantined = ?"
            " where run_key = ?",
            [utc_now(), status, files_seen, files_loaded, files_unchanged, files_quarantined, run_key],
        )


def record_expectations(warehouse: Warehouse, run_key: str, results: Sequence[ExpectationResult]) -> None:
    """What the expectations of one run said; saying it again replaces it."""
    now = utc_now()
    incoming = pa.table(
        {
            "run_key": pa.array([run_key] * len(results), pa.string()),
            "suite": pa.array([result.suite for result in results], pa.string()),
            "expectation": pa.array([result.expectation for result in results], pa.string()),
            "severity": pa.array([result.severity for result in results], pa.string()),
            "success": pa.array([result.success for result in results], pa.bool_()),
            "unexpected_count": pa.array([result.unexpected_count for result in results], pa.int64()),
            "checked_at": pa.array([now] * len(results), pa.timestamp("us")),
        }
    )
    connection = warehouse.connection
    with told(warehouse.path):
        connection.register("incoming_results", incoming)
        try:
            with transaction(warehouse):
                connection.execute("delete from expectation_result where run_key = ?", [run_key])
                connection.execute("insert into expectation_result by name select * from incoming_results")
        finally:
            connection.unregister("incoming_results")


def _lives(process_id: int | None, path: Path) -> bool:
    """Whether a process of this machine still runs; a run of this very process is never dead.

    One of another machine may have any number: it is dead, for who begins a run holds the lock of the warehouse.
    """
    if process_id is None:
        return False
    if postgresql_of(path):
        return process_id == os.getpid()
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
