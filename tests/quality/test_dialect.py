"""The canary for the one private name of Great Expectations that this project touches."""

from __future__ import annotations

from pathlib import Path

import great_expectations
import great_expectations.execution_engine.sqlalchemy_execution_engine as engine
import pytest

from warehouse.quality.dialect import keep_duckdb_connections
from warehouse.quality.running import bind_suites, run_suites
from warehouse.quality.suites import Expectation, Suite

NOT_NULL = Expectation("told", "expect_column_values_to_not_be_null", {"column": "fact_key"}, "error", "Trial.", "mention.yml", 1)
SUITE = Suite("mention", "mention", "Trial.", "mention.yml", (NOT_NULL,))


def test_the_pinned_version_is_the_one_that_was_measured() -> None:
    assert great_expectations.__version__ == "1.24.1"


def test_the_private_name_is_still_there_and_still_knows_no_duckdb() -> None:
    names = {dialect.value for dialect in engine._PERSISTED_CONNECTION_DIALECTS}
    assert names - {"duckdb"} == {"sqlite", "mssql", "bigquery", "databricks"} & names
    assert "sqlite" in names


def test_with_the_patch_an_expectation_is_evaluated(good: Path) -> None:
    (outcome,) = run_suites(good, bind_suites([SUITE]))[0].outcomes
    assert (outcome.success, outcome.observed) == (True, "")


def test_without_the_patch_none_is_so_that_the_patch_can_go_when_this_fails(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.quality.running.keep_duckdb_connections", lambda: None)
    known = tuple(dialect for dialect in engine._PERSISTED_CONNECTION_DIALECTS if dialect.value != "duckdb")
    monkeypatch.setattr(engine, "_PERSISTED_CONNECTION_DIALECTS", known)
    (outcome,) = run_suites(good, bind_suites([SUITE]))[0].outcomes
    assert (outcome.success, outcome.unexpected_count) == (False, None)
    assert "index out of range" in outcome.observed


def test_the_patch_may_be_applied_twice() -> None:
    keep_duckdb_connections()
    once = engine._PERSISTED_CONNECTION_DIALECTS
    keep_duckdb_connections()
    assert once == engine._PERSISTED_CONNECTION_DIALECTS
