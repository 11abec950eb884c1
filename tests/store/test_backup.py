"""Backups hold the whole state with its originals; what is restored is the same warehouse, or nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.builders import a_batch, budget_report
from warehouse import store
from warehouse.errors import UsageError, WarehouseDamaged
from warehouse.store.originals import original_path


@pytest.fixture
def filled(warehouse: store.Warehouse) -> store.Warehouse:
    """Two reports with their originals."""
    reports = [budget_report(2021), budget_report(2022, annual="800.00")]
    for document, _ in reports:
        original = original_path(warehouse.path, document.key)
        original.parent.mkdir(parents=True, exist_ok=True)
        original.write_text(document.text, encoding="utf-8")
    store.load(warehouse, a_batch(*reports))
    store.settle(warehouse)
    return warehouse


def test_what_is_restored_is_the_same_warehouse_row_for_row(filled: store.Warehouse, tmp_path: Path) -> None:
    backup = store.back_up(filled, tmp_path / "backup")
    assert (backup.originals, backup.missing) == (2, ())
    store.restore(tmp_path / "backup", tmp_path / "again.duckdb")
    with store.open_warehouse(tmp_path / "again.duckdb") as again:
        views = "select fiscal_year, annual_budget_yuan from yearly_budget order by all"
        assert again.connection.execute(views).fetchall() == filled.connection.execute(views).fetchall()
    assert store.content_hash(tmp_path / "again.duckdb") == backup.seal.tables


def test_restored_originals_are_those_of_the_reports(filled: store.Warehouse, tmp_path: Path) -> None:
    store.back_up(filled, tmp_path / "backup")
    store.restore(tmp_path / "backup", tmp_path / "again.duckdb")
    for (key,) in filled.connection.execute("select document_key from dim_document").fetchall():
        assert hashlib.sha256(original_path(tmp_path / "again.duckdb", key).read_bytes()).hexdigest() == key


def test_a_backup_publishes_nothing(filled: store.Warehouse, tmp_path: Path) -> None:
    store.back_up(filled, tmp_path / "backup")
    assert store.newest_seal(filled.path) is None


def test_an_original_that_is_gone_is_told_and_the_rest_is_kept(filled: store.Warehouse, tmp_path: Path) -> None:
    original_path(filled.path, budget_report(2021)[0].key).unlink()
    backup = store.back_up(filled, tmp_path / "backup")
    assert (backup.originals, len(backup.missing)) == (1, 1)


def test_a_backup_is_never_written_over(filled: store.Warehouse, tmp_path: Path) -> None:
    store.back_up(filled, tmp_path / "backup")
    before = (tmp_path / "backup" / "jixiao.json").read_bytes()
    with pytest.raises(UsageError, match="not empty"):
        store.back_up(filled, tmp_path / "backup")
    assert (tmp_path / "backup" / "jixiao.json").read_bytes() == before


def test_a_warehouse_is_never_restored_over(filled: store.Warehouse, tmp_path: Path) -> None:
    store.back_up(filled, tmp_path / "backup")
    with pytest.raises(UsageError, match="exists already"):
        store.restore(tmp_path / "backup", filled.path)


def test_a_folder_that_is_no_backup_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no backup"):
        store.restore(tmp_path, tmp_path / "again.duckdb")


def test_a_damaged_backup_is_refused_and_nothing_is_put_in_place(filled: store.Warehouse, tmp_path: Path) -> None:
    store.back_up(filled, tmp_path / "backup")
    with (tmp_path / "backup" / "jixiao.duckdb").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 512)
    with pytest.raises(WarehouseDamaged, match="does not match its seal"):
        store.restore(tmp_path / "backup", tmp_path / "again.duckdb")
    assert not (tmp_path / "again.duckdb").exists()


def test_a_damaged_original_is_refused_too(filled: store.Warehouse, tmp_path: Path) -> None:
    store.back_up(filled, tmp_path / "backup")
    next((tmp_path / "backup" / "originals").glob("*/*")).write_text("别的内容", encoding="utf-8")
    with pytest.raises(WarehouseDamaged, match="not the original"):
        store.restore(tmp_path / "backup", tmp_path / "again.duckdb")
    assert not (tmp_path / "again.duckdb").exists()
