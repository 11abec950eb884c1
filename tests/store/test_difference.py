"""What differs between two warehouses, and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import a_batch, budget_report
from warehouse import store
from warehouse.errors import UsageError, WarehouseDamaged
from warehouse.model import Document, Extraction

Report = tuple[Document, Extraction]
Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a warehouse of reports; then runs a statement on it, as another version of the rules would have loaded."""

    def made(name: str, *reports: Report, then: str = "") -> Path:
        path = tmp_path / f"{name}.duckdb"
        with store.open_warehouse(path) as warehouse:
            store.load(warehouse, a_batch(*reports))
            store.settle(warehouse)
            for statement in filter(None, then.split(";")):
                warehouse.connection.execute(statement)
        return path

    return made


def told(old: Path, new: Path) -> list[tuple[Any, ...]]:
    columns = ("change", "cause", "fiscal_year", "fact_table", "difference")
    return [tuple(row[column] for column in columns) for row in store.difference(old, new).to_pylist()]


def test_two_warehouses_of_the_same_reports_do_not_differ(make: Make) -> None:
    assert told(make("old", budget_report()), make("new", budget_report())) == []


def test_a_report_that_came_adds_its_facts(make: Make) -> None:
    ((change, cause, year, table, words),) = told(make("old", budget_report(2021)), make("new", budget_report(2021), budget_report(2022)))
    assert (change, cause, year, table) == ("added", "new report", 2022, "budget")
    assert "annual_budget_yuan: ∅ → 10000000.0000" in words


def test_a_new_edition_changes_the_figures_that_it_changes(make: Make) -> None:
    first, second = budget_report(name="a.txt"), budget_report(executed="800.00", name="a（修订）.txt")
    ((change, cause, _, _, words),) = told(make("old", first), make("new", first, second))
    assert (change, cause) == ("changed", "new edition")
    assert "executed_yuan: 9000000.0000 → 8000000.0000" in words
    assert "annual_budget_yuan" not in words


def test_a_withdrawn_report_takes_its_facts_with_it(make: Make) -> None:
    old, new = make("old", budget_report()), make("new", budget_report())
    with store.open_warehouse(new) as warehouse:
        store.forget(warehouse, budget_report()[0].key, "撤回")
    assert [row[:2] for row in told(old, new)] == [("removed", "withdrawn report")]


@pytest.mark.parametrize(
    ("then", "cause"),
    [
        ("update dim_document set extractor_version = 'extractor-2'", "extractor version"),
        ("update dim_document set reader_version = 'reader-2'", "reader version"),
        ("update dim_document set reference_version = 'reference-2'", "reference data"),
        ("update mention set reading = 'corrected' where role = 'executed'", "correction"),
        (
            "update dim_document set reference_version = 'reference-2'; update mention set reading = 'corrected' where role = 'executed'",
            "correction",
        ),
    ],
)
def test_a_reading_that_changes_tells_which_version_changed_it(make: Make, then: str, cause: str) -> None:
    new = make("new", budget_report(), then=f"{then}; update fact_budget set executed_yuan = 1")
    ((change, why, *_),) = told(make("old", budget_report()), new)
    assert (change, why) == ("changed", cause)


def test_a_backup_can_be_compared(make: Make, tmp_path: Path) -> None:
    path = make("old", budget_report(2021))
    with store.open_warehouse(path) as warehouse:
        store.back_up(warehouse, tmp_path / "backup")
        store.load(warehouse, a_batch(budget_report(2022)))
        store.settle(warehouse)
    assert [row[0] for row in told(tmp_path / "backup", path)] == ["added"]


def test_a_path_that_is_no_warehouse_is_told(make: Make, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no warehouse"):
        store.difference(make("old", budget_report()), tmp_path / "nowhere")
    (tmp_path / "words.duckdb").write_text("不是数据库" * 1000, encoding="utf-8")
    with pytest.raises(WarehouseDamaged):
        store.difference(make("old", budget_report()), tmp_path / "words.duckdb")
