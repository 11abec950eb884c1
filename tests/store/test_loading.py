"""Loading: idempotent, in any order, all or nothing."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from tests.builders import VERSIONS, a_batch, budget_report, under_name
from warehouse import store
from warehouse.conforming import SCHEMAS, QuarantinedFile, as_batch
from warehouse.errors import WarehouseError
from warehouse.store.hashing import content_of

REPORTS = (
    budget_report(2021, annual="800.00"),
    budget_report(2022),
    budget_report(2022, organisation="乙县水务局"),
    budget_report(2022, annual="1,100.00", name="甲县水务局-2022-v2.txt"),
)


def content(warehouse: store.Warehouse) -> dict[str, tuple[int, str]]:
    return content_of(warehouse.connection)


def rows(warehouse: store.Warehouse, sql: str) -> list[tuple]:
    return warehouse.connection.execute(sql).fetchall()


def loaded(path: Path, *batches: dict[str, pa.Table]) -> dict[str, tuple[int, str]]:
    with store.open_warehouse(path) as warehouse:
        for batch in batches:
            store.load(warehouse, batch)
        store.settle(warehouse)
        return content(warehouse)


def test_loading_the_same_again_changes_no_row(warehouse):
    batch = a_batch(*REPORTS)
    assert store.load(warehouse, batch).loaded == 4
    store.settle(warehouse)
    before = content(warehouse), rows(warehouse, "select * from dim_document order by all"), rows(warehouse, "from meta order by all")
    assert store.load(warehouse, batch) == (0, 0, 0)
    store.settle(warehouse)
    assert (
        content(warehouse),
        rows(warehouse, "select * from dim_document order by all"),
        rows(warehouse, "from meta order by all"),
    ) == before


def test_the_order_of_files_and_batches_changes_no_row(tmp_path):
    forwards = loaded(tmp_path / "a.duckdb", *(a_batch(report) for report in REPORTS))
    backwards = loaded(tmp_path / "b.duckdb", *(a_batch(report) for report in reversed(REPORTS)))
    at_once = loaded(tmp_path / "c.duckdb", a_batch(*REPORTS))
    assert forwards == backwards == at_once


def test_a_document_under_a_second_path_is_one_document_with_two_paths(warehouse):
    store.load(warehouse, a_batch(REPORTS[1]))
    store.load(warehouse, a_batch(under_name(REPORTS[1], "甲县水务局-2022副本.txt")))
    store.settle(warehouse)
    assert rows(warehouse, "select file_name from dim_document") == [("甲县水务局-2022.txt",)]
    assert rows(warehouse, "select file_name from source_file order by 1") == [("甲县水务局-2022.txt",), ("甲县水务局-2022副本.txt",)]
    assert rows(warehouse, "select count(*) from fact_budget") == [(1,)]


def test_the_first_path_in_order_names_the_document_whatever_came_first(tmp_path):
    one, other = under_name(REPORTS[1], "a.txt"), under_name(REPORTS[1], "b.txt")
    assert loaded(tmp_path / "a.duckdb", a_batch(one), a_batch(other)) == loaded(tmp_path / "b.duckdb", a_batch(other), a_batch(one))


def test_a_document_read_by_newer_rules_takes_the_place_of_the_old_one(warehouse):
    store.load(warehouse, a_batch(REPORTS[1]))
    newer = VERSIONS._replace(extractor="extractor-2")
    assert store.load(warehouse, a_batch(REPORTS[1], versions=newer)).loaded == 1
    assert rows(warehouse, "select extractor_version from dim_document") == [("extractor-2",)]
    assert rows(warehouse, "select count(*) from fact_budget") == [(1,)]


def test_a_replaced_document_leaves_nothing_behind(tmp_path):
    old = a_batch(*REPORTS, versions=VERSIONS._replace(reader="reader-0"))
    assert loaded(tmp_path / "a.duckdb", old, a_batch(*REPORTS)) == loaded(tmp_path / "b.duckdb", a_batch(*REPORTS))


def test_a_batch_that_fails_halfway_leaves_no_row(warehouse):
    batch = a_batch(*REPORTS)
    before = content(warehouse)
    batch["raised_finding"] = pa.table({"document_key": REPORTS[0][0].key and [REPORTS[0][0].key], "severity": ["error"]})
    with pytest.raises(WarehouseError):
        store.load(warehouse, batch)
    assert content(warehouse) == before
    assert store.load(warehouse, a_batch(*REPORTS)).loaded == 4


def refusal(name="bad.pdf", key="0" * 64, code="encrypted", reader="reader-1") -> dict[str, pa.Table]:
    return as_batch([{"quarantined_file": [QuarantinedFile(name, key, code, "加密文件，请提供未加密的版本", 10, reader)]}])


def test_a_refused_file_is_quarantined_once(warehouse):
    store.load(warehouse, refusal())
    before = rows(warehouse, "from quarantined_file")
    assert store.load(warehouse, refusal()).quarantined == 1
    assert rows(warehouse, "from quarantined_file") == before
    assert len(before) == 1


def test_a_file_that_loads_later_leaves_quarantine(warehouse):
    store.load(warehouse, refusal(name="甲县水务局-2022.txt"))
    store.load(warehouse, a_batch(REPORTS[1]))
    assert rows(warehouse, "from quarantined_file") == []


def test_a_loaded_file_that_cannot_be_opened_once_is_not_quarantined_with_its_bytes(warehouse):
    store.load(warehouse, a_batch(REPORTS[1]))
    store.load(warehouse, refusal(name="甲县水务局-2022.txt", key=REPORTS[1][0].key))
    assert rows(warehouse, "from quarantined_file") == []


def test_backfill_takes_away_what_the_readers_refuse_now(warehouse):
    store.load(warehouse, a_batch(*REPORTS))
    store.load(warehouse, refusal(name="甲县水务局-2022.txt", key=REPORTS[1][0].key, reader="reader-2"), replace=True)
    store.settle(warehouse)
    assert rows(warehouse, "select count(*) from dim_document") == [(3,)]
    assert rows(warehouse, "select file_name from quarantined_file") == [("甲县水务局-2022.txt",)]


def test_the_copy_of_a_refused_content_is_taken_away_but_not_one_that_was_a_document(warehouse, tmp_path):
    kept = {}
    for key in ("0" * 64, REPORTS[1][0].key):
        kept[key] = store.original_path(warehouse.path, key)
        kept[key].parent.mkdir(parents=True)
        kept[key].write_text("copy")
    store.load(warehouse, a_batch(REPORTS[1]))
    store.load(warehouse, refusal())
    store.load(warehouse, refusal(name="甲县水务局-2022.txt", key=REPORTS[1][0].key, reader="reader-2"), replace=True)
    assert [path.exists() for path in kept.values()] == [False, True]


def test_files_that_never_reached_a_reader_are_quarantined_too(warehouse):
    store.quarantine(warehouse, [("link.txt", "", "not_a_regular_file", "不是普通文件", None)])
    assert rows(warehouse, "select file_name, reason_code, byte_size from quarantined_file") == [("link.txt", "not_a_regular_file", None)]


def test_documents_are_not_current_before_they_are_settled(warehouse):
    store.load(warehouse, a_batch(*REPORTS))
    assert rows(warehouse, "from current_report") == []
    store.settle(warehouse)
    assert len(rows(warehouse, "from current_report")) == 3


def test_dimensions_lose_the_members_that_nothing_uses_any_more(warehouse):
    store.load(warehouse, a_batch(*REPORTS))
    store.settle(warehouse)
    store.forget(warehouse, REPORTS[0][0].key, "撤回")
    assert rows(warehouse, "select period from dim_period") == [("2022",)]


def test_an_empty_batch_changes_nothing(warehouse):
    before = rows(warehouse, "from meta order by all")
    assert store.load(warehouse, as_batch([])) == (0, 0, 0)
    assert rows(warehouse, "from meta order by all") == before
    assert set(as_batch([])) == set(SCHEMAS)
