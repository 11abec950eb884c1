from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from warehouse.errors import UsageError
from warehouse.quality.inventory import load_all
from warehouse.quality.results import ExpectationOutcome
from warehouse.quality.running import bind_suites, known_types, run_suites
from warehouse.quality.suites import load_suites
from warehouse.store import TABLES, VIEWS, YEARLY, open_for_reading

CASES = Path(__file__).resolve().parents[1] / "cases" / "expectation_damages.txt"
SUITES = {suite.name: suite for suite in load_all()}
# Bookkeeping, and rows that are checked through the views that show them.
UNCHECKED = {"meta", "organisation_seen", "fact", "current_report", "unclaimed_numeral"}
UNCHECKED |= {"settled_content", "settled_document", "settled_member", *(f"stored_{view}" for view in YEARLY)}


def cases() -> list[tuple[str, str, set[str]]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    parts = [line.rpartition("=>") for line in lines]
    return [(*before.strip().split(" | ", 1), set(filter(None, map(str.strip, after.split(";"))))) for before, _, after in parts]  # type: ignore[misc]


def run(path: Path, suite: str) -> tuple[ExpectationOutcome, ...]:
    return run_suites(path, bind_suites([SUITES[suite]]))[0].outcomes


@pytest.fixture(scope="module")
def good_outcomes(good: Path) -> tuple[ExpectationOutcome, ...]:
    return tuple(item for one in run_suites(good, bind_suites(SUITES.values())) for item in one.outcomes)


def test_every_table_and_view_has_a_suite() -> None:
    assert set(TABLES) | set(VIEWS) == (set(SUITES) - {"checks"}) | UNCHECKED


def test_every_expectation_holds_on_a_good_warehouse(good_outcomes: tuple[ExpectationOutcome, ...]) -> None:
    assert [item for item in good_outcomes if not item.success] == []
    assert len(good_outcomes) == sum(len(suite.expectations) for suite in SUITES.values())


def test_a_good_warehouse_has_rows_for_the_suites_to_look_at(good: Path) -> None:
    empty = {"quarantined_file", "tombstone", "expectation_result"}
    with open_for_reading(good) as connection:
        counts = {name: connection.execute(f"select count(*) from {name}").fetchall()[0][0] for name in set(SUITES) - {"checks"}}
    assert {name for name, count in counts.items() if not count} == empty


@pytest.mark.parametrize(("suite", "sql", "failing"), cases())
def test_a_damage_makes_just_its_expectations_fail(damaged: Callable[[str], Path], suite: str, sql: str, failing: set[str]) -> None:
    outcomes = run(damaged(sql), suite)
    assert {item.expectation for item in outcomes if not item.success} == failing
    assert all(item.unexpected_count for item in outcomes if not item.success)


def test_every_kind_of_damage_is_tried_on_most_suites() -> None:
    assert len({suite for suite, _, _ in cases()}) >= len(SUITES) - 4


def test_a_missing_table_fails_its_whole_suite(damaged: Callable[[str], Path]) -> None:
    outcomes = run(damaged("drop table waiver cascade"), "waiver")
    assert not any(item.success for item in outcomes)
    assert {item.observed for item in outcomes} == {"no table waiver"}
    assert {item.unexpected_count for item in outcomes} == {None}


def test_a_missing_column_fails_what_needs_it_and_says_so(damaged: Callable[[str], Path]) -> None:
    outcomes = run(damaged("alter table run drop column status"), "run")
    failed = {item.expectation: item for item in outcomes if not item.success}
    assert "columns_have_their_types" in failed
    assert failed["expect_column_values_to_be_in_set(status)"].unexpected_count is None
    assert "status" in failed["expect_column_values_to_be_in_set(status)"].observed


def test_samples_show_the_offending_rows(damaged: Callable[[str], Path]) -> None:
    outcomes = run(damaged("update mention set role = 'amounts' where role = 'rank'"), "mention")
    (item,) = [item for item in outcomes if not item.success]
    assert item.unexpected_count == 6
    assert "role=amounts" in item.samples[0]


def suites_with(folder: Path, expectation: str) -> Path:
    head = "table: run\nwhy: Trial.\nexpectations:\n"
    (folder / "run.yml").write_text(f"{head}  - {expectation}\n    severity: error\n    why: Trial.\n", "utf-8")
    return folder


def test_an_unknown_type_names_file_line_the_nearest_and_all_known_types(tmp_path: Path) -> None:
    folder = suites_with(tmp_path, "type: expect_colum_values_to_be_unique\n    kwargs: {column: run_key}")
    with pytest.raises(UsageError) as raised:
        bind_suites(load_suites(folder))
    said = str(raised.value)
    assert said.startswith("run.yml:4: unknown expectation type 'expect_colum_values_to_be_unique'")
    assert "did you mean expect_column_values_to_be_unique?" in said
    assert all(name in said for name in known_types())


@pytest.mark.parametrize(
    ("kwargs", "said"),
    [
        ("{colum: run_key}", "colum: extra fields not permitted"),
        ("{}", "column: field required"),
        ("{column: ''}", "column: "),
        ("{column: run_key, column_list: 3}", "column_list: extra fields not permitted"),
    ],
)
def test_wrong_arguments_name_file_and_line(tmp_path: Path, kwargs: str, said: str) -> None:
    folder = suites_with(tmp_path, f"type: expect_column_values_to_be_unique\n    kwargs: {kwargs}")
    with pytest.raises(UsageError) as raised:
        bind_suites(load_suites(folder))
    assert str(raised.value).startswith("run.yml:4: expect_column_values_to_be_unique: ")
    assert said in str(raised.value)


def test_a_query_with_a_lone_brace_is_a_usage_error(tmp_path: Path) -> None:
    query = "name: none\n    type: unexpected_rows_expectation\n    kwargs: {unexpected_rows_query: \"select '{' from run\"}"
    with pytest.raises(UsageError, match=r"run\.yml:4: unexpected_rows_expectation"):
        bind_suites(load_suites(suites_with(tmp_path, query)))
