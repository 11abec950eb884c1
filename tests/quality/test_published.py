"""What has silently gone since the last publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from warehouse.quality.inventory import load_all
from warehouse.quality.results import ExpectationOutcome
from warehouse.quality.running import bind_suites, run_suites

SUITES = [suite for suite in load_all() if suite.name == "dim_document" or suite.name.startswith("fact_")]
TRENDS = {"published_report_is_still_here", "published_report_keeps_its_year_and_body", "facts_do_not_silently_fall"}


def failing(path: Path, published: Path | None) -> dict[str, ExpectationOutcome]:
    trends = [replace(suite, expectations=tuple(item for item in suite.expectations if item.label in TRENDS)) for suite in SUITES]
    outcomes = [item for one in run_suites(path, bind_suites(trends), published) for item in one.outcomes]
    assert len(outcomes) == 7
    return {item.expectation: item for item in outcomes if not item.success}


def test_nothing_has_gone_where_nothing_was_published(good: Path) -> None:
    assert failing(good, None) == {}


def test_nothing_has_gone_where_all_that_was_published_is_there(good: Path, damaged: Callable[[str], Path]) -> None:
    assert failing(damaged("checkpoint"), good) == {}


def test_a_published_report_that_is_gone_is_an_error(good: Path, damaged: Callable[[str], Path]) -> None:
    told = failing(damaged("delete from dim_document where file_name = '甲县水务局-2022.txt'"), good)
    assert {name: item.severity for name, item in told.items()} == {"published_report_is_still_here": "error"}
    assert "甲县水务局-2022.txt" in told["published_report_is_still_here"].samples[0]


def test_a_report_that_was_withdrawn_may_be_gone_with_its_facts(good: Path, damaged: Callable[[str], Path]) -> None:
    gone = "(select document_key from dim_document where file_name = '甲县水务局-2022.txt')"
    sql = f"insert into tombstone select document_key, '撤回', now() from dim_document where document_key in {gone};"
    sql += f"delete from fact_indicator where document_key in {gone}; delete from dim_document where document_key in {gone}"
    assert failing(damaged(sql), good) == {}


def test_facts_that_fall_without_a_reason_are_a_warning(good: Path, damaged: Callable[[str], Path]) -> None:
    told = failing(damaged("delete from fact_case where fiscal_year = 2022"), good)
    assert {name: (item.severity, item.unexpected_count) for name, item in told.items()} == {"facts_do_not_silently_fall": ("warning", 2)}
    assert "published=1, present=0" in told["facts_do_not_silently_fall"].samples[0]


def test_a_report_that_moves_to_another_year_is_a_warning(good: Path, damaged: Callable[[str], Path]) -> None:
    told = failing(damaged("update dim_document set fiscal_year = 2020 where file_name = '甲县水务局-2022.txt'"), good)
    assert {name: item.severity for name, item in told.items()} == {"published_report_keeps_its_year_and_body": "warning"}


def test_the_published_copy_is_only_read(good: Path, damaged: Callable[[str], Path]) -> None:
    before = good.read_bytes()
    failing(damaged("checkpoint"), good)
    assert good.read_bytes() == before


def test_a_published_copy_that_cannot_be_read_is_told_and_does_not_stop_the_next(
    damaged: Callable[[str], Path], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "broken.duckdb").write_bytes(b"no database" * 1000)
    assert failing(damaged("checkpoint"), tmp_path / "broken.duckdb") == {}
    assert "broken.duckdb cannot be compared with" in caplog.text


def test_a_name_with_a_quote_is_attached(damaged: Callable[[str], Path], tmp_path: Path) -> None:
    odd = tmp_path / "it's : odd.duckdb"
    path = damaged("checkpoint")
    with duckdb.connect(str(odd)) as connection:
        connection.execute(f"attach '{path}' as source (read_only)")
        connection.execute('copy from database source to "it\'s : odd"')
    assert failing(path, odd) == {}
