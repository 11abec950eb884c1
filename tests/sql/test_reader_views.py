"""The views that readers ask for: scorecard, peers, what is missing, biggest movers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.builders import a_document, a_mention, an_extraction, an_identity, budget_report
from warehouse import store
from warehouse.reference import Organisation, Waiver


def expected(organisation, first, last=None):
    return Organisation(organisation, "bureau", "", (), "", None, None, first, last)


def firms(organisation, value, year=2022, organisation_type="bureau"):
    text = f"{organisation}{year}年\n培育企业{value}家。\n"
    mention = a_mention(text, f"培育企业{value}家", "indicator", "actual", "培育企业", str(year), value, unit="家")
    identity = an_identity(organisation, year, organisation_type=organisation_type)
    return a_document(text, f"{organisation}-{year}.txt"), an_extraction((mention,), identity)


def missing(ask, *columns):
    rows = ask("from missing_report order by organisation, fiscal_year")
    return [tuple(row[column] for column in columns) for row in rows]


def test_a_body_of_the_register_is_missed_for_each_year_it_is_expected_and_does_not_report(ask, warehouse):
    ask("from run", budget_report(2021), budget_report(2023, organisation="乙县水务局"))
    store.set_expected(warehouse, [expected("甲县水务局", 2020), expected("丙县水务局", 2022, 2022), expected("丁县水务局", None)])
    assert missing(ask, "organisation", "fiscal_year", "expected_because", "last_reported_year") == [
        ("丙县水务局", 2022, "register", None),
        ("甲县水务局", 2020, "register", None),
        ("甲县水务局", 2022, "register", 2021),
        ("甲县水务局", 2023, "register", 2021),
    ]


def test_a_year_between_two_reports_is_missed_without_any_register(ask):
    ask("from run", budget_report(2021), budget_report(2023))
    assert missing(ask, "fiscal_year", "expected_because", "last_reported_year") == [(2022, "gap", 2021)]


def test_a_register_set_again_changes_no_row(ask, warehouse):
    register = [expected("甲县水务局", 2020)]
    store.set_expected(warehouse, register)
    before = warehouse.connection.execute("from meta order by all").fetchall()
    store.set_expected(warehouse, register)
    assert warehouse.connection.execute("from meta order by all").fetchall() == before


def test_nothing_is_missed_where_everybody_reports(ask, warehouse):
    ask("from run", budget_report(2021), budget_report(2022))
    store.set_expected(warehouse, [expected("甲县水务局", 2021)])
    assert missing(ask, "fiscal_year") == []


def test_a_body_is_compared_with_those_of_its_type_only(ask):
    bodies = [firms("甲县水务局", "10"), firms("乙县水务局", "20"), firms("丙县水务局", "40"), firms("丁街道", "90", 2022, "street_office")]
    rows = ask("from peer_comparison where measure = '培育企业' order by figure", *bodies)
    assert [(row["organisation"], row["percentile"], row["peer_count"], row["peer_median"]) for row in rows] == [
        ("甲县水务局", 0, 3, 20),
        ("乙县水务局", 50, 3, 20),
        ("丙县水务局", 100, 3, 20),
    ]


def test_years_and_units_keep_peers_apart(ask):
    assert ask("from peer_comparison", firms("甲县水务局", "10", 2021), firms("乙县水务局", "20", 2022)) == []


def test_execution_rates_are_compared_too(ask):
    rows = ask("from peer_comparison order by organisation", budget_report(), budget_report(organisation="乙县水务局"))
    assert {(row["measure"], row["figure"], row["base_unit"]) for row in rows} == {("预算执行率", 90.0, "%")}


def test_the_biggest_change_in_percent_takes_the_first_place_of_its_year(ask):
    reports = [
        firms("甲县水务局", "10", 2021),
        firms("甲县水务局", "30", 2022),
        firms("乙县水务局", "10", 2021),
        firms("乙县水务局", "4", 2022),
    ]
    rows = ask("from biggest_mover order by place", *reports)
    assert [(row["organisation"], row["change_base"], row["change_pct"], row["place"]) for row in rows] == [
        ("甲县水务局", 20, 200, 1),
        ("乙县水务局", -6, -60, 2),
    ]


def test_what_was_nought_before_has_no_change_in_percent_and_is_no_mover(ask):
    assert ask("from biggest_mover", firms("甲县水务局", "0", 2021), firms("甲县水务局", "30", 2022)) == []


def test_a_scorecard_has_one_row_a_body_and_year(ask):
    rows = ask(
        "from organisation_scorecard order by fiscal_year",
        budget_report(2021),
        budget_report(2022, annual="800.00"),
        firms("乙县水务局", "5"),
    )
    told = [(row["organisation"], row["fiscal_year"], row["execution_rate_pct"], row["indicator_count"]) for row in rows]
    assert sorted(told) == [("乙县水务局", 2022, None, 1), ("甲县水务局", 2021, 90, 0), ("甲县水务局", 2022, 90, 0)]
    assert [row["annual_budget_change_pct"] for row in rows if row["organisation"] == "甲县水务局"] == [None, -20]


@pytest.mark.parametrize(("waived", "counted"), [(False, 1), (True, 0)])
def test_a_waived_finding_is_on_no_scorecard(ask, warehouse, waived, counted):
    ask("from run", budget_report())
    warehouse.connection.execute(
        "insert into raised_finding select md5('x'), document_key, organisation_id, fiscal_year, 'r', 'error', 'm', '', '', [], false"
        " from dim_document"
    )
    if waived:
        (row,) = ask("select finding_key from raised_finding")
        store.set_waivers(warehouse, [Waiver(row["finding_key"], "已核对", "张三", date.today() + timedelta(days=2))])
    assert [row["error_count"] for row in ask("from organisation_scorecard")] == [counted]
