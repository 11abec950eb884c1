"""Gates and what they let through: check, publish, backfill."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from command_line import Jixiao

from warehouse import store
from warehouse.publication.views import EXPORTS

HELD = """
insert into expectation_result (run_key, suite, expectation, severity, success, unexpected_count, checked_at)
values ('later', 'fact_budget', 'grain is unique', 'error', false, 1, timestamp '2999-01-01')
"""


def severities(warehouse: Path) -> set[str]:
    return {row["severity"] for row in store.read(warehouse, "select severity from finding where not is_waived").to_pylist()}


def test_check_records_its_results_and_writes_all_reports(jixiao: Jixiao, warehouse: Path, tmp_path: Path) -> None:
    options = [word for name in ("junit", "sarif", "markdown", "json") for word in (f"--{name}", tmp_path / "out" / f"check.{name}")]
    answer = jixiao("check", "--fail-on", "never", *options, "--warehouse", warehouse)
    assert answer.code == 0, answer.err
    assert "expectations" in answer.err
    assert all((tmp_path / "out" / f"check.{name}").stat().st_size for name in ("junit", "sarif", "markdown", "json"))
    rows = store.read(warehouse, "select suite, expectation from expectation_result where severity = 'error' and success").to_pylist()
    assert {"fact_budget", "fact_indicator", "checks"} <= {row["suite"] for row in rows}


def test_a_baseline_takes_out_what_is_known(jixiao: Jixiao, warehouse: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    assert severities(warehouse) & {"error", "warning"}
    answer = jixiao("check", "--fail-on", "warning", "--json", known, "--warehouse", warehouse)
    assert answer.code == 1
    assert answer.err.count("jixiao: ") >= 1
    assert jixiao("check", "--fail-on", "warning", "--baseline", known, "--warehouse", warehouse).code == 0


def test_a_baseline_that_is_none_is_told(jixiao: Jixiao, warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "known.json").write_text("{", encoding="utf-8")
    answer = jixiao("check", "--baseline", "known.json", "--warehouse", warehouse)
    assert answer.code == 2
    assert "known.json" in answer.err


def test_publish_writes_a_sealed_copy_pages_and_files_beside_the_warehouse(jixiao: Jixiao, warehouse: Path) -> None:
    answer = jixiao("publish", "--warehouse", warehouse)
    assert answer.code == 0
    folder = warehouse.with_name(warehouse.name + ".published")
    assert {path.stem for path in folder.glob("*.csv")} == set(EXPORTS)
    assert (folder / "index.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert json.loads((warehouse.with_name(warehouse.name + ".sealed") / "seal.json").read_text(encoding="utf-8"))


def test_every_row_of_a_view_is_in_its_file(jixiao: Jixiao, warehouse: Path, tmp_path: Path) -> None:
    assert jixiao("publish", "--export", tmp_path / "out", "--warehouse", warehouse).code == 0
    assert not list((tmp_path / "out").glob("*.html"))
    for name in EXPORTS:
        rows = store.read(warehouse, f"from {name}")
        with (tmp_path / "out" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            written = list(csv.DictReader(file))
        assert len(written) == rows.num_rows
        assert not written or list(written[0]) == rows.column_names


def test_a_page_shows_each_organisation_with_its_years(jixiao: Jixiao, warehouse: Path, tmp_path: Path) -> None:
    assert jixiao("publish", "--site", tmp_path / "site", "--warehouse", warehouse).code == 0
    [row] = store.read(
        warehouse, "select o.organisation_id, o.organisation from dim_organisation o semi join dim_document using (organisation_id)"
        " where o.is_current order by all limit 1"
    ).to_pylist()  # fmt: skip
    assert row["organisation"] in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    page = (tmp_path / "site" / "o" / f"{row['organisation_id']}.html").read_text(encoding="utf-8")
    assert "预算与执行" in page
    assert '<th scope="row">2022</th>' in page


def test_publish_takes_only_the_rows_that_are_asked_for(jixiao: Jixiao, warehouse: Path, tmp_path: Path) -> None:
    assert jixiao("publish", "--export", "out", "--where", "fiscal_year = 2022", "--warehouse", warehouse).code == 0
    with (tmp_path / "out" / "yearly_indicator.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["fiscal_year"] for row in csv.DictReader(file)} == {"2022"}


@pytest.mark.parametrize("condition", ["nonsense = 1", "fiscal_year =", "1) or (1", "true); drop table run; --"])
def test_a_condition_that_does_not_fit_is_told_and_nothing_is_written(
    jixiao: Jixiao, warehouse: Path, tmp_path: Path, condition: str
) -> None:
    answer = jixiao("publish", "--export", "out", "--where", condition, "--warehouse", warehouse)
    if condition == "1) or (1":
        assert answer.code == 0  # brackets that match are a condition like any other
        return
    assert answer.code == 2
    assert "--where" in answer.err
    assert not (tmp_path / "out").exists()


def test_a_failed_check_holds_publication_back(jixiao: Jixiao, warehouse: Path, tmp_path: Path) -> None:
    import duckdb

    assert jixiao("publish", "--export", "out", "--warehouse", warehouse).code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(HELD)
    answer = jixiao("publish", "--export", "out", "--warehouse", warehouse)
    assert answer.code == 1
    assert "fact_budget.grain is unique" in answer.err
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_backfill_reads_nothing_where_nothing_changed_and_all_when_asked(jixiao: Jixiao, warehouse: Path) -> None:
    before = store.content_hash(warehouse)
    answer = jixiao("backfill", "--direct", "--warehouse", warehouse)
    assert answer.code == 0
    assert "seen 0 · loaded 0" in answer.err
    answer = jixiao("backfill", "--direct", "--all", "--warehouse", warehouse)
    assert answer.code == 0
    assert "seen 3 · loaded 3" in answer.err
    assert store.content_hash(warehouse) == before
