from __future__ import annotations

import json
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from quality_reports import LEVELS, WATER, a_report, fill

from warehouse.errors import UsageError
from warehouse.quality import check, failures, read_baseline, write_reports
from warehouse.quality.results import CheckResult
from warehouse.store import content_hash, open_for_reading, open_warehouse, start_run


def begun(path: Path) -> str:
    """A run of the warehouse, in whose name a check is recorded."""
    with open_warehouse(path) as warehouse:
        return start_run(warehouse, "tests")


@pytest.fixture(scope="module")
def breaking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with one continuity break between two years."""
    reports = [a_report(WATER, 2021, {2021: 3120}), a_report(WATER, 2022, LEVELS)]
    return fill(tmp_path_factory.mktemp("breaking") / "breaking.duckdb", reports)


@pytest.fixture(scope="module")
def checked(breaking: Path) -> CheckResult:
    return check(breaking, run_key=begun(breaking))


def test_a_check_raises_cross_document_findings_and_keeps_the_rest(checked: CheckResult) -> None:
    assert {(item.rule, item.fiscal_year) for item in checked.findings} == {
        ("stale_year", 2021), ("stale_year", 2022), ("continuity_break", 2022),
    }  # fmt: skip
    assert checked.verdict == "passed"
    assert checked.findings_by_severity == {"error": 0, "warning": 2, "note": 0}  # one is waived


def test_a_check_records_every_expectation_under_its_run(breaking: Path, checked: CheckResult) -> None:
    with open_for_reading(breaking) as connection:
        rows = connection.execute(
            "select suite, expectation, severity, success, unexpected_count from expectation_result where run_key = ?", [checked.run_key]
        ).fetchall()
    told = [(item.suite, item.expectation, item.severity, item.success, item.unexpected_count) for item in checked.expectations]
    assert sorted(rows) == sorted(told)


def test_a_second_check_changes_no_row_but_its_own_results(breaking: Path, checked: CheckResult) -> None:
    before = content_hash(breaking)
    again = check(breaking, run_key=begun(breaking))
    assert content_hash(breaking) == before
    assert again.findings == checked.findings


def test_a_check_stays_off_the_network_and_leaves_nothing_but_its_kept_results(
    damaged: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = damaged("checkpoint")

    def refuse(*arguments: object) -> None:
        raise AssertionError(f"a check reached for the network: {arguments}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for folder in ("work", "scratch"):
        (tmp_path / folder).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    monkeypatch.chdir(tmp_path / "work")
    run_key = begun(good)
    files = {path.name for path in good.parent.glob("damaged*")}
    assert check(good, run_key=run_key).verdict == "passed"
    assert {path.name for path in good.parent.glob("damaged*")} == files | {"damaged.duckdb.quality"}
    assert [*(tmp_path / "work").iterdir(), *(tmp_path / "scratch").iterdir()] == []
    assert not (tmp_path / "home").exists()


def test_damaged_data_are_held_back(damaged: Callable[[str], Path]) -> None:
    path = damaged("update mention set quote = '别的话' where role = 'rank'")
    result = check(path, run_key=begun(path))
    assert result.verdict == "held"
    assert {(item.suite, item.expectation) for item in result.broken} == {
        ("mention", "quote_slices_back"), ("checks", "every_quote_stands_where_it_says"),
    }  # fmt: skip
    assert len(failures(result, "never")) == 2
    with duckdb.connect(str(path), read_only=True) as connection:
        held = connection.execute("select count(*) from expectation_result where not success and severity = 'error'").fetchall()
    assert held == [(2,)]


def test_a_mistake_in_a_suite_is_told_before_anything_is_written(breaking: Path, tmp_path: Path) -> None:
    (tmp_path / "run.yml").write_text("table: run\nwhy: x\nexpectations:\n  - type: nope\n    severity: error\n    why: y\n", "utf-8")
    before = breaking.read_bytes()
    with pytest.raises(UsageError, match=r"run\.yml:4: unknown expectation type 'nope'"):
        check(breaking, run_key="r", expectations=tmp_path)
    assert breaking.read_bytes() == before


def test_a_missing_warehouse_is_a_usage_error_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no warehouse"):
        check(tmp_path / "none.duckdb", run_key="r")
    assert list(tmp_path.iterdir()) == []


def test_all_reports_are_written_and_the_json_one_is_the_next_baseline(breaking: Path, checked: CheckResult, tmp_path: Path) -> None:
    paths = {name: tmp_path / f"check.{name}" for name in ("junit", "sarif", "markdown", "json")}
    written = write_reports(checked, warehouse_path=breaking, fail_on="warning", **paths)
    assert set(paths.values()) <= set(written)
    assert len(failures(checked, "warning")) == 2
    assert failures(checked, "warning", read_baseline(paths["json"])) == ()


def test_a_sarif_region_cuts_its_snippet_out_of_the_text_file_beside_it(breaking: Path, checked: CheckResult, tmp_path: Path) -> None:
    write_reports(checked, warehouse_path=breaking, sarif=tmp_path / "check.sarif")
    results = json.loads((tmp_path / "check.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    places = [place["physicalLocation"] for item in results for place in (*item["locations"], *item["relatedLocations"])]
    assert len(places) == 2 + 3
    for place in places:
        text = (tmp_path / place["artifactLocation"]["uri"]).read_bytes().decode("utf-8")
        start, length = place["region"]["charOffset"], place["region"]["charLength"]
        assert text[start : start + length] == place["region"]["snippet"]["text"] != ""
