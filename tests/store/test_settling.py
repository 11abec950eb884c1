"""Settling: what the yearly views show is at any time what their definitions make of the facts, and only what has changed is made anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import duckdb
import pytest

from tests.builders import REFERENCE, VERSIONS, a_batch, budget_report
from tests.sql.test_yearly_views import firms
from warehouse import store
from warehouse.conforming import as_batch, conform
from warehouse.errors import WarehouseError
from warehouse.reference import Indicator, Organisation
from warehouse.store.yearly import MOST_MOVED, doubtful

BODIES = tuple(f"{place}县水务局" for place in "甲乙丙丁戊己庚辛壬癸")


def rows(warehouse: store.Warehouse, query: str) -> list[tuple]:
    return warehouse.connection.execute(query).fetchall()


def settled(warehouse: store.Warehouse, *reports, reference=REFERENCE, **options) -> None:
    batch = as_batch([conform(document, extraction, (), reference, VERSIONS) for document, extraction in reports])
    store.load(warehouse, batch, **options)
    store.settle(warehouse)


def refreshed(warehouse: store.Warehouse) -> dict[str, object]:
    """When the rows of each organisation were last made."""
    return dict(rows(warehouse, "select organisation, max(refreshed_at) from settled_document group by all"))


@pytest.mark.parametrize("question", ["from yearly_budget", "from yearly_case", "from yearly_budget where organisation = '未知'"])
def test_between_a_load_and_the_settling_a_yearly_view_shows_nothing_and_says_what_to_do(warehouse, question):
    settled(warehouse, budget_report(2021))
    store.load(warehouse, a_batch(budget_report(2022)))
    with pytest.raises(duckdb.InvalidInputException, match="run jixiao ingest again"):
        rows(warehouse, question)
    store.settle(warehouse)
    assert rows(warehouse, "select fiscal_year from yearly_budget order by 1") == [(2021,), (2022,)]


def test_who_asks_the_unsettled_warehouse_is_told_that_the_work_is_not_done(path):
    with store.open_warehouse(path) as warehouse:
        store.load(warehouse, a_batch(budget_report()))
    for ask in (store.query, store.read):
        with pytest.raises(WarehouseError, match="run jixiao ingest again"):
            ask(path, "select count(*) from organisation_scorecard")
    assert store.verify(path)[0].startswith("the last load was interrupted")


def test_only_what_a_load_touches_is_made_anew(warehouse):
    settled(warehouse, *(budget_report(2021, organisation=body) for body in BODIES))
    before = refreshed(warehouse)
    settled(warehouse, budget_report(2022, organisation=BODIES[3]))
    after = refreshed(warehouse)
    assert {body for body in BODIES if after[body] != before[body]} == {BODIES[3]}
    told = "select fiscal_year, previous_source from yearly_budget where organisation = '丁县水务局' order by 1"
    assert rows(warehouse, told) == [(2021, None), (2022, "reported")]


def test_a_document_that_is_read_again_is_shown_as_it_is_read_now(warehouse):
    settled(warehouse, budget_report(2021), budget_report(2022, annual="1,000.00"))
    document, extraction = budget_report(2021)
    settled(warehouse, (document, replace(extraction, facts=(), mentions=())), replace=True)
    assert rows(warehouse, "select fiscal_year, previous_source from yearly_budget") == [(2022, None)]


def test_a_withdrawn_report_is_gone_from_this_year_and_from_next_years_comparison(warehouse):
    settled(warehouse, budget_report(2021), budget_report(2022))
    store.forget(warehouse, budget_report(2021)[0].key, "撤回")
    assert rows(warehouse, "select fiscal_year, previous_source from yearly_budget") == [(2022, None)]
    assert rows(warehouse, "select count(*) from settled_document") == [(1,)]


def test_a_new_name_of_an_organisation_stands_in_all_its_rows(warehouse):
    def known(name, same_as="", valid_from=None, valid_to=None):
        return name, Organisation(name, "bureau", "510199", (), same_as, valid_from, valid_to, None, None)

    settled(warehouse, budget_report(2021))
    renaming = dict(
        [known("甲县水务局", valid_to=date(2021, 12, 31)), known("甲县水利局", same_as="甲县水务局", valid_from=date(2022, 1, 1))]
    )
    renamed = replace(REFERENCE, organisations=renaming)
    settled(warehouse, budget_report(2021), reference=renamed, replace=True)
    settled(warehouse, budget_report(2022, organisation="甲县水利局"), reference=renamed)
    shown = rows(warehouse, "select organisation, fiscal_year, previous_source from yearly_budget order by 2")
    assert shown == [("甲县水利局", 2021, None), ("甲县水利局", 2022, "reported")]


def test_a_changed_indicator_is_shown_so_for_all_who_tell_it_and_no_others_are_touched(warehouse):
    def reference(category):
        return replace(REFERENCE, indicators={"“四上”企业": Indicator("“四上”企业", category, "家", "neutral")})

    settled(warehouse, firms(2021, "171"), budget_report(2021, organisation="丙县水务局"), reference=reference("经济"))
    before = refreshed(warehouse)
    document, extraction = firms(2022, "196")
    elsewhere = document, replace(extraction, identity=replace(extraction.identity, organisation="乙县水务局"))
    settled(warehouse, elsewhere, reference=reference("产业"))
    assert rows(warehouse, "select organisation, category from yearly_indicator order by all") == [
        ("乙县水务局", "产业"),
        ("甲县水务局", "产业"),
    ]
    assert refreshed(warehouse)["丙县水务局"] == before["丙县水务局"]


def test_rows_of_other_definitions_are_shown_no_more_and_made_anew(path):
    with store.open_warehouse(path) as warehouse:
        settled(warehouse, budget_report(2021))
        warehouse.connection.execute("update stored_yearly_budget set executed_yuan = 1")
        warehouse.connection.execute("update meta set value = 'older' where property = 'yearly'")
    with store.open_warehouse(path) as warehouse:
        with pytest.raises(duckdb.InvalidInputException, match="run jixiao ingest again"):
            rows(warehouse, "from yearly_budget")
        store.settle(warehouse)
        assert rows(warehouse, "select executed_yuan from yearly_budget") == [(9_000_000,)]
    with store.open_warehouse(path) as warehouse:
        assert len(rows(warehouse, "from yearly_budget")) == 1


def test_a_settling_that_fails_leaves_everything_as_it_was(warehouse):
    settled(warehouse, budget_report(2021), budget_report(2021, organisation="乙县水务局"))
    warehouse.connection.execute("alter table stored_yearly_case drop column case_type")
    store.load(warehouse, a_batch(budget_report(2022)))
    with pytest.raises(WarehouseError):
        store.settle(warehouse)
    assert rows(warehouse, "select count(*) from current_report") == [(2,)]
    warehouse.connection.execute("alter table stored_yearly_case add column case_type varchar")
    store.settle(warehouse)
    assert rows(warehouse, "select count(*) from current_report") == [(3,)]


def test_a_stored_row_that_is_not_what_the_facts_make_is_told(path):
    with store.open_warehouse(path) as warehouse:
        settled(warehouse, budget_report(2021))
        assert doubtful(warehouse.connection) == []
        warehouse.connection.execute("update stored_yearly_budget set executed_yuan = executed_yuan + 1")
    assert any("yearly_budget is not what its definition makes" in problem for problem in store.verify(path))


def test_a_sealed_copy_of_an_unsettled_warehouse_is_settled(warehouse):
    store.load(warehouse, a_batch(budget_report(2021)))
    store.seal(warehouse)
    assert store.read(warehouse.path, "select fiscal_year from yearly_budget").to_pylist() == [{"fiscal_year": 2021}]


def test_rows_of_an_organisation_lie_together_and_most_organisations_in_their_order(warehouse, monkeypatch):
    monkeypatch.setattr("warehouse.store.yearly.REPORTS_AT_ONCE", 7)
    years = [(year, body) for year in (2021, 2022, 2023) for body in BODIES]
    settled(warehouse, *(budget_report(year, organisation=body) for year, body in years))
    for body in (*BODIES[4:], *BODIES[:4]):
        settled(warehouse, budget_report(2020, organisation=body))
        assert islands(warehouse) == len(BODIES)
        assert moved(warehouse) <= MOST_MOVED
    assert doubtful(warehouse.connection) == []


def islands(warehouse: store.Warehouse) -> int:
    """Runs of rows of one organisation in the order in which they are stored."""
    query = "select count_if(is_new) from (select organisation is distinct from lag(organisation) over (order by rowid) as is_new from {})"
    return rows(warehouse, query.format("stored_yearly_budget"))[0][0]


def moved(warehouse: store.Warehouse) -> float:
    """The share of documents whose organisation's rows do not lie in order."""
    query = "select avg(cast(d.refreshed_at > m.changed_at as integer)) from settled_document as d, meta as m where m.property = 'yearly'"
    return rows(warehouse, query)[0][0]
