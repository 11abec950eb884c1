"""The room's verb: cross-document findings, all suites, results into the warehouse, a verdict."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.quality.inventory import load_all
from warehouse.quality.keeping import keep_results
from warehouse.quality.reading import read_findings
from warehouse.quality.results import CheckResult, ExpectationOutcome
from warehouse.store import (
    ExpectationResult,
    lock_warehouse,
    newest_seal,
    open_for_reading,
    open_warehouse,
    raise_findings,
    record_expectations,
    settle,
)

if TYPE_CHECKING:
    from warehouse.quality.running import SuiteRun


def check(warehouse_path: Path, *, run_key: str, expectations: Path | None = None) -> CheckResult:
    """Checks a warehouse and records what was found.

    ``run_key`` is the run in whose name the results are stored; ``expectations`` a folder of suites instead of the
    shipped one. The caller holds no connection to the file: DuckDB refuses a second one of another kind in one process.
    Raises UsageError for a mistake in a suite, before anything is written, and the store's errors.
    """
    started = time.monotonic()
    suites = load_all(expectations)
    _require(warehouse_path)

    from warehouse.quality.running import bind_suites, run_suites  # the library behind it takes seconds to import

    bound = bind_suites(suites)
    with lock_warehouse(warehouse_path):
        with open_warehouse(warehouse_path) as warehouse:
            settle(warehouse)
            raise_findings(warehouse)
        sealed = newest_seal(warehouse_path)
        runs = run_suites(warehouse_path, bound, sealed.path if sealed else None)
        outcomes = tuple(outcome for one in runs for outcome in one.outcomes)
        with open_warehouse(warehouse_path) as warehouse:
            record_expectations(warehouse, run_key, [_row(outcome) for outcome in outcomes])
        findings = read_findings(warehouse_path)
        checked_at = datetime.now(UTC)
        docs = _keep(warehouse_path, run_key, checked_at, runs)
    return CheckResult(run_key, checked_at, outcomes, findings, time.monotonic() - started, docs)


def _keep(warehouse_path: Path, run_key: str, checked_at: datetime, runs: Sequence[SuiteRun]) -> Path:
    """The library's own results and Data Docs, beside the warehouse."""
    from warehouse.quality.data_docs import render_docs
    from warehouse.quality.running import quiet

    results = [one.to_json(run_key, checked_at) for one in runs]
    with quiet():
        return keep_results(warehouse_path, checked_at, results, render_docs(results))


def _require(warehouse_path: Path) -> None:
    """A check makes no warehouse, and a damaged or locked one is told before the seconds of an import."""
    with open_for_reading(warehouse_path):
        pass


def _row(outcome: ExpectationOutcome) -> ExpectationResult:
    return ExpectationResult(outcome.suite, outcome.expectation, outcome.severity, outcome.success, outcome.unexpected_count)
