"""Backup, restore and diff as a user types them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from command_line import Jixiao

from warehouse import store


def test_a_backup_is_restored_and_differs_in_nothing(jixiao: Jixiao, warehouse: Path, tmp_path: Path) -> None:
    answer = jixiao("backup", tmp_path / "backup", "--warehouse", warehouse)
    assert answer.code == 0, answer.err
    assert "3 originals" in answer.err
    answer = jixiao("restore", tmp_path / "backup", "--warehouse", tmp_path / "again.duckdb")
    assert answer.code == 0, answer.err
    assert jixiao("verify", "--warehouse", tmp_path / "again.duckdb").code == 0
    answer = jixiao("diff", warehouse, tmp_path / "again.duckdb", "--format", "csv")
    assert (answer.code, len(answer.out.splitlines()), answer.err) == (0, 1, "no fact differs\n")
    (run,) = store.read(tmp_path / "again.duckdb", "select count(*) as runs from run").to_pylist()
    assert run["runs"] >= 1


def test_a_restored_warehouse_knows_its_files(jixiao: Jixiao, warehouse: Path, reports: Path, tmp_path: Path) -> None:
    assert jixiao("backup", tmp_path / "backup", "--warehouse", warehouse).code == 0
    assert jixiao("restore", tmp_path / "backup", "--warehouse", tmp_path / "again.duckdb").code == 0
    answer = jixiao("ingest", "--direct", reports, "--warehouse", tmp_path / "again.duckdb")
    assert answer.code == 0
    (run,) = store.read(
        tmp_path / "again.duckdb", "select files_loaded, files_unchanged from run order by started_at desc limit 1"
    ).to_pylist()
    assert (run["files_loaded"], run["files_unchanged"]) == (0, 3)


def test_restoring_over_a_warehouse_is_refused(jixiao: Jixiao, warehouse: Path, tmp_path: Path) -> None:
    assert jixiao("backup", tmp_path / "backup", "--warehouse", warehouse).code == 0
    before = warehouse.read_bytes()
    answer = jixiao("restore", tmp_path / "backup", "--warehouse", warehouse)
    assert answer.code == 2
    assert "move it away" in answer.err
    assert warehouse.read_bytes() == before


def test_diff_tells_what_a_withdrawal_took_away(jixiao: Jixiao, warehouse: Path, tmp_path: Path) -> None:
    assert jixiao("backup", tmp_path / "backup", "--warehouse", warehouse).code == 0
    (row,) = store.read(warehouse, "select document_key from dim_document order by fiscal_year limit 1").to_pylist()
    assert jixiao("forget", row["document_key"], "--warehouse", warehouse).code == 0
    answer = jixiao("diff", tmp_path / "backup", warehouse, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert rows
    assert {(row["change"], row["cause"]) for row in rows} == {("removed", "withdrawn report")}
