"""Editions: all stay, the current one counts, and the order of loading never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from tests.builders import a_batch, budget_report
from warehouse import store
from warehouse.model import Declared

EDITIONS = "select file_name, edition, is_current, edition_basis from dim_document order by edition"


def published(report, day):
    return replace(report[0], declared=Declared(published_on=day)), report[1]


def test_one_edition_is_the_current_one(ask):
    assert [tuple(row.values()) for row in ask(EDITIONS, budget_report(2022, name="a.txt"))] == [("a.txt", 1, True, "single")]


@pytest.mark.parametrize(
    ("first", "second", "basis"),
    [
        (
            published(budget_report(name="z.txt"), date(2023, 3, 1)),
            published(budget_report(annual="1,001.00", name="a.txt"), date(2023, 5, 1)),
            "manifest",
        ),
        (budget_report(extra="\n2023年3月1日\n", name="z.txt"), budget_report(extra="\n2023年5月1日\n", name="a.txt"), "date"),
        (budget_report(name="z.txt"), budget_report(annual="1,001.00", name="a（修订）.txt"), "mark"),
        (budget_report(name="z_v1.txt"), budget_report(annual="1,001.00", name="a_v2.txt"), "mark"),
    ],
)
def test_the_later_edition_is_current_whichever_came_first(tmp_path, first, second, basis):
    for number, order in enumerate(permutations((first, second))):
        with store.open_warehouse(tmp_path / f"{number}.duckdb") as warehouse:
            for report in order:
                store.load(warehouse, a_batch(report))
                store.settle(warehouse)
            found = warehouse.connection.execute(EDITIONS).fetchall()
            assert found == [(first[0].file_name, 1, False, basis), (second[0].file_name, 2, True, basis)]
            rows = warehouse.connection.execute("select document_key, is_edition_doubtful from yearly_budget").fetchall()
            assert rows == [(second[0].key, False)]


def test_editions_that_nothing_orders_are_doubtful(ask):
    rows = ask("select is_edition_doubtful from yearly_budget", budget_report(name="a.txt"), budget_report(annual="1,001.00", name="b.txt"))
    assert rows == [{"is_edition_doubtful": True}]
    assert {row["edition_basis"] for row in ask(EDITIONS)} == {"none"}


def test_the_earlier_edition_counts_again_when_the_later_one_is_withdrawn(ask, warehouse):
    first, second = budget_report(name="a.txt"), budget_report(annual="1,001.00", name="a_v2.txt")
    ask(EDITIONS, first, second)
    store.forget(warehouse, second[0].key, "误发")
    assert [tuple(row.values()) for row in ask(EDITIONS)] == [("a.txt", 1, True, "single")]
