"""Withdrawing a report: nothing of it stays but that it was withdrawn, and why."""

from __future__ import annotations

import pytest

from tests.builders import a_batch, budget_report, written
from warehouse import store
from warehouse.errors import UsageError
from warehouse.model.source import SourceFile

REPORTS = [budget_report(year) for year in range(2010, 2023)]
KEY = REPORTS[0][0].key


@pytest.fixture
def filled(path, tmp_path):
    """A warehouse of 13 reports with the original of the first and a sealed copy."""
    file = written(tmp_path, REPORTS[0])
    source = SourceFile(file, file.name, KEY, file.stat().st_size)
    with store.open_warehouse(path) as warehouse:
        store.keep_original(path, source)
        store.load(warehouse, a_batch(*REPORTS))
        store.settle(warehouse)
        store.seal(warehouse)
    return path


def forget(path, key=KEY, reason="单位要求撤回"):
    with store.open_warehouse(path) as warehouse:
        store.forget(warehouse, key, reason)


def test_facts_text_and_original_go_and_a_tombstone_stays(filled):
    forget(filled, KEY[:12])
    assert store.read(filled, "select document_key, reason from tombstone").to_pylist() == [{"document_key": KEY, "reason": "单位要求撤回"}]
    for table in ("dim_document", "source_file", "organisation_seen", "fact_budget", "mention"):
        assert store.read(filled, f"select count(*) as n from {table} where document_key = ?", [KEY]).to_pylist() == [{"n": 0}]
    assert not store.original_path(filled, KEY).exists()


def test_the_file_is_rewritten_so_that_no_free_block_holds_the_text(filled):
    before = filled.stat().st_ino
    forget(filled)
    assert filled.stat().st_ino != before
    with store.open_for_reading(filled) as connection:
        assert connection.execute("select free_blocks from pragma_database_size()").fetchall() == [(0,)]
        assert connection.execute("select count(*) from meta where property = 'compaction'").fetchone() == (0,)
        assert connection.execute("select count(*) from yearly_budget").fetchone() == (12,)
    assert not list(filled.parent.glob("w.duckdb.new*"))


def test_it_is_rewritten_although_the_command_holds_the_lock_around_it(filled):
    before = filled.stat().st_ino
    with store.lock_warehouse(filled):
        forget(filled)
    assert filled.stat().st_ino != before


def test_a_file_that_is_still_open_is_rewritten_by_the_last_to_close_it(filled):
    before = filled.stat().st_ino
    with store.open_warehouse(filled):
        forget(filled)
        assert filled.stat().st_ino == before
    assert filled.stat().st_ino != before


def test_no_sealed_copy_holds_it(filled):
    forget(filled)
    for file in filled.with_name("w.duckdb.sealed").glob("*.duckdb"):
        assert store.content_hash(file)["dim_document"][0] == 12


def test_withdrawing_again_ends_an_interrupted_withdrawal_and_changes_nothing_else(filled, tmp_path):
    forget(filled)
    file = written(tmp_path, REPORTS[0])
    store.keep_original(filled, SourceFile(file, file.name, KEY, file.stat().st_size))
    content = store.content_hash(filled)
    forget(filled, reason="再次")
    assert store.content_hash(filled) == content
    assert not store.original_path(filled, KEY).exists()


@pytest.mark.parametrize("key", ["", KEY[:7], "f" * 64, "%"])
def test_a_key_that_names_no_one_report_is_wrong_usage(filled, key):
    with pytest.raises(UsageError):
        forget(filled, key)
