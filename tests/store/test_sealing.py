"""Sealed copies, and the questions that they answer."""

from __future__ import annotations

import json

import pytest

from tests.builders import a_batch, budget_report, written
from warehouse import store
from warehouse.errors import UsageError
from warehouse.model.source import SourceFile


def fill(warehouse, *years):
    store.load(warehouse, a_batch(*(budget_report(year) for year in years)))
    store.settle(warehouse)


def test_a_seal_tells_rows_and_hashes_of_the_warehouse(path):
    with store.open_warehouse(path) as warehouse:
        fill(warehouse, 2021, 2022)
        sealed = store.seal(warehouse)
    assert sealed.tables == store.content_hash(sealed.path)
    assert sealed.tables == store.content_hash(path)
    assert sealed.tables["stored_yearly_budget"][0] == 2
    assert sealed.tables["fact_budget"][0] == 2
    folder = path.with_name("w.duckdb.sealed")
    assert (folder / "jixiao.duckdb").read_bytes() == sealed.path.read_bytes()
    assert json.loads((folder / "seal.json").read_text())["tables"]["fact_budget"]["rows"] == 2
    assert store.newest_seal(path) == sealed


def test_the_last_three_are_kept_and_nothing_else_is_left(path):
    with store.open_warehouse(path) as warehouse:
        fill(warehouse, 2022)
        seals = [store.seal(warehouse) for _ in range(5)]
    kept = {one.path.name for one in seals[2:]}
    names = {file.name for file in path.with_name("w.duckdb.sealed").iterdir()}
    assert names == {*kept, *(name.replace(".duckdb", ".json") for name in kept), "jixiao.duckdb", "seal.json"}


def test_a_query_reads_the_sealed_copy_until_the_warehouse_is_newer(path):
    with store.open_warehouse(path) as warehouse:
        fill(warehouse, 2021)
        store.finish_run(warehouse, store.start_run(warehouse, "0.1.0"), "done")
        sealed = store.seal(warehouse)
    answer = store.query(path, "select count(*) as n from fact_budget")
    assert (answer.is_sealed, answer.source, answer.table.to_pylist()) == (True, sealed.path, [{"n": 1}])
    with store.open_warehouse(path) as warehouse:
        fill(warehouse, 2022)
    answer = store.query(path, "select count(*) as n from fact_budget")
    assert (answer.is_sealed, answer.source, answer.table.to_pylist()) == (False, path, [{"n": 2}])


def test_a_run_alone_leaves_the_copy_current_but_is_asked_of_the_warehouse(path):
    with store.open_warehouse(path) as warehouse:
        fill(warehouse, 2021)
        sealed = store.seal(warehouse)
        store.finish_run(warehouse, store.start_run(warehouse, "0.1.0"), "done")
    assert store.is_current(path, sealed)
    answer = store.query(path, "select status from run")
    assert (answer.is_sealed, answer.table.to_pylist()) == (False, [{"status": "done"}])


def test_an_interrupted_sealing_is_no_sealed_copy(path):
    with store.open_warehouse(path) as warehouse:
        fill(warehouse, 2021)
        sealed = store.seal(warehouse)
        folder = sealed.path.parent
        (folder / "jixiao-29990101T000000000000Z.duckdb").write_bytes(b"copied, but never sealed")
        (folder / ".new-1.duckdb").write_bytes(b"half")
        assert store.newest_seal(path) == sealed
        store.seal(warehouse)
    assert not list(folder.glob(".new-*"))
    assert not (folder / "jixiao-29990101T000000000000Z.duckdb").exists()


@pytest.mark.parametrize(
    "sql",
    [
        "from yearly_budget",
        "SELECT 1",
        "with a as (select 1) from a;",
        "describe fact_budget",
        "show tables",
        "summarize dim_document",
        "values (1)",
    ],
)
def test_one_question_is_answered(path, sql):
    with store.open_warehouse(path) as warehouse:
        fill(warehouse, 2021)
    assert store.query(path, sql).table.num_rows >= 1


@pytest.mark.parametrize(
    "sql",
    [
        "",
        "select 1; select 2",
        "delete from meta",
        "with a as (select 1) insert into meta select 'a', 'b', null",
        "create temp table t (a int)",
        "copy meta to 'out.csv'",
        "attach 'x.duckdb'",
        "install fts",
        "set threads = 1",
        "checkpoint",
        "call pragma_version()",
        "from 'data.csv'",
        "select * from read_text('data.csv')",
        "select * from glob('*')",
        "select no_such_column from meta",
        "selec 1",
        "from secret_variable",
    ],
)
def test_anything_else_is_wrong_usage_and_touches_nothing(path, sql, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.csv").write_text("a,b\n1,2\n")
    with store.open_warehouse(path) as warehouse:
        fill(warehouse, 2021)
    before = path.read_bytes(), sorted(tmp_path.iterdir())
    with pytest.raises(UsageError):
        store.query(path, sql)
    assert (path.read_bytes(), sorted(tmp_path.iterdir())) == before


def test_our_own_queries_take_parameters(path):
    with store.open_warehouse(path) as warehouse:
        fill(warehouse, 2021, 2022)
    table = store.read(path, "select executed_yuan from yearly_budget where fiscal_year = ?", (2022,))
    assert [int(row["executed_yuan"]) for row in table.to_pylist()] == [9_000_000]


def verified(path, tmp_path):
    """A warehouse with its originals and a sealed copy."""
    report = budget_report(2022)
    file = written(tmp_path, report)
    source = SourceFile(file, file.name, store.file_digest(file), file.stat().st_size)
    with store.open_warehouse(path) as warehouse:
        store.keep_original(path, source)
        fill(warehouse, 2022)
        store.seal(warehouse)
    return source.document_key


def test_a_warehouse_in_order_verifies(path, tmp_path):
    verified(path, tmp_path)
    assert store.verify(path) == ()


def test_a_moved_quote_a_missing_original_and_a_changed_copy_are_told(path, tmp_path):
    key = verified(path, tmp_path)
    with store.open_warehouse(path) as warehouse:
        warehouse.connection.execute("update mention set quote_start = quote_start + 1 where role = 'executed'")
    store.original_path(path, key).write_text("other")
    sealed = path.with_name("w.duckdb.sealed") / "jixiao.duckdb"
    sealed.unlink()
    sealed.write_bytes(b"other")
    problems = store.verify(path)
    assert len(problems) == 3
    assert "every quote stands where it says" in problems[0]
    assert "original" in problems[1]
    assert "seal" in problems[2]


def test_the_state_is_told_in_words(path, tmp_path):
    assert "there is none yet" in store.diagnose(path)["size"]
    verified(path, tmp_path)
    said = store.diagnose(path)
    assert (said["documents"], said["state"], said["writer"]) == ("1", "in order", "nobody")
    path.write_bytes(b"damaged")
    assert "damaged" in store.diagnose(path)["state"]
