"""Runs the suites with Great Expectations on the warehouse, opened read-only.

One ephemeral data context serves all suites: no project folder, no telemetry, no network, nothing left on disk. Whatever
imports the library is imported only when a check begins, for that takes seconds.
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
from datetime import datetime
from pathlib import Path
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at import: the library must never call home

import great_expectations as gx
from great_expectations.compatibility.pydantic import ValidationError
from great_expectations.core import ExpectationSuiteValidationResult, ExpectationValidationResult
from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults, ProgressBarsConfig
from great_expectations.datasource.fluent.interfaces import TestConnectionError
from great_expectations.exceptions.exceptions import ExpectationNotFoundError
from great_expectations.expectations.registry import get_expectation_impl, list_registered_expectation_implementations
from sqlalchemy.exc import DBAPIError

from warehouse.model import Severity
from warehouse.quality.dialect import keep_duckdb_connections
from warehouse.quality.outcomes import SAMPLES, keep_few_rows, needs_rows, read_outcomes
from warehouse.quality.results import ExpectationOutcome
from warehouse.quality.snapshots import reach, take_snapshots
from warehouse.quality.suites import Expectation, Suite, mistake
from warehouse.store import is_lake, statements_to_read, told

GX_SEVERITIES: dict[Severity, str] = {"error": "critical", "warning": "warning", "note": "info"}
BATCH = "whole_table"
RESULT_FORMAT = {"result_format": "SUMMARY", "partial_unexpected_count": SAMPLES}


@dataclass(frozen=True, slots=True)
class BoundSuite:
    """A suite whose expectations the library has accepted; ``bound`` are its own objects, in the same order."""

    suite: Suite
    bound: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class SuiteRun:
    """A suite and the library's own result of it, an ``ExpectationSuiteValidationResult``."""

    suite: Suite
    validation: Any

    @property
    def outcomes(self) -> tuple[ExpectationOutcome, ...]:
        return read_outcomes(self.suite, _by_label(self.validation))

    def to_json(self, run_key: str, checked_at: datetime) -> dict[str, Any]:
        """The library's result as its JSON, in the name of a run."""
        self.validation.meta["run_id"] = RunIdentifier(run_name=run_key, run_time=checked_at)
        told: dict[str, Any] = self.validation.to_json_dict()
        return told


def bind_suites(suites: Iterable[Suite]) -> tuple[BoundSuite, ...]:
    """The suites made ready to run. Raises UsageError for an expectation that the library refuses."""
    with quiet():
        return tuple(BoundSuite(suite, tuple(map(bind, suite.expectations))) for suite in suites)


def run_suites(warehouse_path: Path, suites: Sequence[BoundSuite], published: Path | None = None) -> tuple[SuiteRun, ...]:
    """What came out of all suites, in their order; ``published`` is the sealed copy that readers have now."""
    keep_duckdb_connections()
    with quiet(), _told(warehouse_path), _source(warehouse_path) as source:
        if is_lake(warehouse_path):
            _reach(source, warehouse_path)
        with source.get_execution_engine().get_connection() as connection:
            take_snapshots(connection, {item.suite.table for item in suites}, published)
        return tuple(SuiteRun(item.suite, _run(source, item.suite, item.bound)) for item in suites)


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
def quiet() -> Iterator[None]:
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
        connection_string="duckdb:///:memory:" if is_lake(warehouse_path) else f"duckdb:///{warehouse_path}",
        kwargs={"connect_args": {"read_only": not is_lake(warehouse_path)}},
    )
    try:
        yield source
    finally:
        source.get_execution_engine().close()
        source.get_engine().dispose()


@contextlib.contextmanager
def _told(warehouse_path: Path) -> Iterator[None]:
    """What goes wrong with the warehouse itself while it is asked, in the store's words."""
    try:
        yield
    except DBAPIError as error:
        with told(warehouse_path):
            raise error.orig or error from error


def _reach(source: Any, lake: Path) -> None:
    """Leads both connections of the library to a lake, which is no file that an address could name."""
    for connect in (source.get_engine().connect, source.get_execution_engine().get_connection):
        with connect() as connection:
            reach(connection, statements_to_read(lake))


def _run(source: Any, suite: Suite, expectations: Sequence[Any]) -> Any:
    try:
        asset = source.add_table_asset(suite.name, table_name=suite.table)
    except TestConnectionError:
        return _not_there(suite, expectations)
    batch = asset.add_batch_definition_whole_table(BATCH).get_batch()
    validation = _validate(batch, suite, expectations, RESULT_FORMAT)
    results = _by_label(validation)
    doubtful = [item for item in expectations if needs_rows(results[item.meta["label"]])]
    if doubtful:  # only the complete format gives the rows of a query, and it costs memory on the other types
        _take_rows(validation, _validate(batch, suite, doubtful, {"result_format": "COMPLETE"}))
    return validation


def _validate(batch: Any, suite: Suite, expectations: Sequence[Any], result_format: dict[str, Any]) -> Any:
    return batch.validate(_written(suite, expectations), result_format=result_format)


def _written(suite: Suite, expectations: Sequence[Any]) -> gx.ExpectationSuite:
    return gx.ExpectationSuite(name=suite.name, expectations=[item.copy(update={"id": None}) for item in expectations])


def _by_label(validation: Any) -> dict[str, Any]:
    return {_label(result): result for result in validation.results}


def _label(result: Any) -> str:
    return str(result.expectation_config.meta["label"])


def _take_rows(validation: Any, complete: Any) -> None:
    """Puts complete results in the place of those without rows, cut to a few."""
    by_label = _by_label(complete)
    for result in by_label.values():
        if needs_rows(result):
            keep_few_rows(result)
    validation.results = [by_label.get(_label(result), result) for result in validation.results]


def _not_there(suite: Suite, expectations: Sequence[Any]) -> Any:
    """The library's result for a suite whose table is missing: it asks for the table before it makes any."""
    problem = {"raised_exception": True, "exception_message": f"no table {suite.table}", "exception_traceback": ""}
    written = _written(suite, expectations)
    results = [
        ExpectationValidationResult(success=False, expectation_config=item.configuration, result={}, exception_info=problem)
        for item in written.expectations
    ]
    statistics = {
        "evaluated_expectations": len(results),
        "successful_expectations": 0,
        "unsuccessful_expectations": len(results),
        "success_percent": 0.0,
    }
    return ExpectationSuiteValidationResult(success=False, results=results, suite_name=suite.name, statistics=statistics, meta={})
