"""Runs the suites with Great Expectations on the warehouse, opened read-only.

One ephemeral data context serves all suites: no project folder, no telemetry, no network, nothing left on disk. The
library is imported here alone and only when a check begins, for the import takes seconds.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import logging
import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at import: the library must never call home

import great_expectations as gx
from great_expectations.compatibility.pydantic import ValidationError
from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults, ProgressBarsConfig
from great_expectations.datasource.fluent.interfaces import TestConnectionError
from great_expectations.exceptions.exceptions import ExpectationNotFoundError
from great_expectations.expectations.registry import get_expectation_impl, list_registered_expectation_implementations

from warehouse.model import Severity
from warehouse.quality.dialect import keep_duckdb_connections
from warehouse.quality.results import ExpectationOutcome
from warehouse.quality.snapshots import take_snapshots
from warehouse.quality.suites import QUERY_TYPE, Expectation, Suite, mistake

GX_SEVERITIES: dict[Severity, str] = {"error": "critical", "warning": "warning", "note": "info"}
SAMPLES = 5
BATCH = "whole_table"
RESULT_FORMAT = {"result_format": "SUMMARY", "partial_unexpected_count": SAMPLES}
SAMPLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class BoundSuite:
    """A suite whose expectations the library has accepted; ``bound`` are its own objects, in the same order."""

    suite: Suite
    bound: tuple[Any, ...]


def bind_suites(suites: Iterable[Suite]) -> tuple[BoundSuite, ...]:
    """The suites made ready to run. Raises UsageError for an expectation that the library refuses."""
    with _quiet():
        return tuple(BoundSuite(suite, tuple(map(bind, suite.expectations))) for suite in suites)


def run_suites(warehouse_path: Path, suites: Sequence[BoundSuite], published: Path | None = None) -> tuple[ExpectationOutcome, ...]:
    """The outcomes of all suites, in their order; ``published`` is the sealed copy that readers have now."""
    keep_duckdb_connections()
    with _quiet(), _source(warehouse_path) as source:
        with source.get_execution_engine().get_connection() as connection:
            take_snapshots(connection, {item.suite.table for item in suites}, published)
        outcomes = [_run(source, item.suite, item.bound) for item in suites]
    return tuple(outcome for suite_outcomes in outcomes for outcome in suite_outcomes)


def known_types() -> tuple[str, ...]:
    """The names of all expectation types of the library."""
    return tuple(sorted(list_registered_expectation_implementations()))


def bind(expectation: Expectation) -> Any:
    """The library's own expectation. Raises UsageError naming file, line and what is known."""
    arguments = {
        **expectation.kwargs,
        "severity": GX_SEVERITIES[expectation.severity],
        "notes": expectation.why,
        "meta": {"label": expectation.label},
    }
    try:
        return get_expectation_impl(expectation.type)(**arguments)
    except ExpectationNotFoundError as error:
        raise mistake(expectation.file, expectation.line, _unknown_type(expectation.type)) from error
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise mistake(expectation.file, expectation.line, f"{expectation.type}: {problems}") from error


def _unknown_type(name: str) -> str:
    nearest = difflib.get_close_matches(name, known_types(), n=1)
    hint = f"; did you mean {nearest[0]}?" if nearest else ""
    return f"unknown expectation type {name!r}{hint} Known types: {', '.join(known_types())}"


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the library's remarks about dialects and queries off the terminal; a failed result is still told."""
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # lists and structs are types that SQLAlchemy does not know
            yield
    finally:
        logger.setLevel(level)


@contextlib.contextmanager
def _source(warehouse_path: Path) -> Iterator[Any]:
    """A data source on the warehouse, read-only; its connection is closed at the end, so that the store can write."""
    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)  # the default leaves a folder in the system's temporary one
    context = gx.get_context(mode="ephemeral", project_config=DataContextConfig(store_backend_defaults=stores))
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    sources: Any = context.data_sources  # its methods are made at run time
    source = sources.add_sql(
        "warehouse",
        connection_string=f"duckdb:///{warehouse_path}",
        kwargs={"connect_args": {"read_only": True}},
    )
    try:
        yield source
    finally:
        source.get_execution_engine().close()
        source.get_engine().dispose()


def _run(source: Any, suite: Suite, expectations: Sequence[Any]) -> list[ExpectationOutcome]:
    try:
        asset = source.add_table_asset(suite.name, table_name=suite.table)
    except TestConnectionError:
        return [_outcome(suite, item, success=False, observed=f"no table {suite.table}") for item in suite.expectations]
    batch = asset.add_batch_definition_whole_table(BATCH).get_batch()
    results = _validate(batch, suite, expectations, RESULT_FORMAT)
    doubtful = [item for item in expectations if _needs_rows(results[item.meta["label"]])]
    if doubtful:  # only the complete format gives the rows of a query, and it costs memory on the other types
        results |= _validate(batch, suite, doubtful, {"result_format": "COMPLETE"})
    return [_read(suite, expectation, results[expectation.label]) for expectation in suite.expectations]


def _validate(batch: Any, suite: Suite, expectations: Sequence[Any], result_format: dict[str, Any]) -> dict[str, Any]:
    written = gx.ExpectationSuite(name=suite.name, expectations=[item.copy(update={"id": None}) for item in expectations])
    validation = batch.validate(written, result_format=result_format)
    return {result.expectation_config.meta["label"]: result for result in validation.results}


def _needs_rows(result: Any) -> bool:
    return not result.success and result.expectation_config.type == QUERY_TYPE and not _problem(result.exception_info)


def _read(suite: Suite, expectation: Expectation, result: Any) -> ExpectationOutcome:
    problem = _problem(result.exception_info)
    if problem:
        return _outcome(suite, expectation, success=False, observed=problem)
    details = result.result
    observed = details.get("observed_value")
    if result.success:
        return _outcome(suite, expectation, success=True, count=0)
    if expectation.type == QUERY_TYPE:
        rows = details["details"]["unexpected_rows"][:SAMPLES]
        return _outcome(suite, expectation, success=False, count=int(observed), samples=tuple(map(_row, rows)))
    if "unexpected_count" in details:
        samples = tuple(_short(value) for value in details.get("partial_unexpected_list", ()))
        return _outcome(suite, expectation, success=False, count=int(details["unexpected_count"]), samples=samples)
    return _outcome(suite, expectation, success=False, count=1, observed=f"observed {_short(observed)}")


def _outcome(
    suite: Suite,
    expectation: Expectation,
    *,
    success: bool,
    count: int | None = None,
    observed: str = "",
    samples: tuple[str, ...] = (),
) -> ExpectationOutcome:
    return ExpectationOutcome(
        suite=suite.name,
        expectation=expectation.label,
        type=expectation.type,
        severity=expectation.severity,
        why=expectation.why,
        success=success,
        unexpected_count=count,
        observed=observed or ("" if success else f"{count} unexpected"),
        samples=samples,
        file=expectation.file,
        line=expectation.line,
    )


def _problem(exception_info: dict[str, Any]) -> str:
    """What went wrong in evaluating; the library nests it by metric or not. Empty where nothing did."""
    entries = [exception_info] if "raised_exception" in exception_info else list(exception_info.values())
    messages = [str(entry["exception_message"]) for entry in entries if entry.get("raised_exception")]
    return _short(messages[0].splitlines()[0]) if messages else ""


def _row(row: dict[str, Any]) -> str:
    return _short(", ".join(f"{name}={value}" for name, value in row.items()))


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= SAMPLE_LENGTH else text[: SAMPLE_LENGTH - 1] + "…"
