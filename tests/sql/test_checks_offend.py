"""Each check finds what breaks its claim."""

from __future__ import annotations

import pytest

from tests.builders import a_batch, a_document, a_mention, an_extraction, an_identity, budget_report
from tests.sql.test_yearly_views import cases, firms, promises, rank
from warehouse import store
from warehouse.model import Finding, Span
from warehouse.store.yearly import definition

# check → what breaks its claim in a warehouse that is in order
BREAKS = {
    "dim_case_type_keeps_its_grain": "insert into dim_case_type from dim_case_type",
    "dim_document_keeps_its_grain": "insert into dim_document from dim_document limit 1",
    "dim_indicator_keeps_its_grain": "insert into dim_indicator from dim_indicator",
    "dim_organisation_keeps_its_grain": "insert into dim_organisation from dim_organisation",
    "dim_period_keeps_its_grain": "insert into dim_period from dim_period",
    "dim_unit_keeps_its_grain": "insert into dim_unit from dim_unit",
    "every_document_is_in_the_ledger": "delete from source_file",
    "every_fact_finds_its_dimensions": "delete from dim_period",
    "every_fact_has_evidence": "delete from mention where fact_table = 'case'",
    "every_fact_key_is_unique": "update fact_case set fact_key = (select min(fact_key) from fact_budget)",
    "every_finding_quotes_its_report": "update dim_document set text = concat('x', text)",
    "every_indicator_and_case_type_is_known": "delete from dim_case_type",
    "every_mention_tells_a_fact": "delete from fact_case",
    "every_organisation_has_one_current_name": "update dim_organisation set is_current = false",
    "every_part_points_to_its_whole": "update fact_indicator set part_of_fact_key = 'nowhere'",
    "every_period_is_a_known_one": "update dim_period set period_type = 'other'",
    "every_quote_stands_where_it_says": "update mention set number_start = number_start + 1 where role = 'executed'",
    "every_report_has_one_current_edition": "update dim_document set is_current = false",
    "evidence_keeps_its_grain": "insert into mention from mention",
    "fact_budget_keeps_its_grain": "insert into fact_budget from fact_budget",
    "fact_case_keeps_its_grain": "insert into fact_case from fact_case",
    "fact_commitment_keeps_its_grain": "insert into fact_commitment from fact_commitment",
    "fact_indicator_keeps_its_grain": "insert into fact_indicator from fact_indicator",
    "fact_ranking_keeps_its_grain": "insert into fact_ranking from fact_ranking",
    "finding_keeps_its_grain": "insert into raised_finding from raised_finding",
    "no_file_is_loaded_and_quarantined": (
        "insert into quarantined_file select file_name, document_key, 'code', 'reason', 1, '', null from source_file"
    ),
    "quarantined_file_keeps_its_grain": ("insert into quarantined_file select 'a', '', 'code', 'reason', 1, '', null from range(2)"),
    "source_file_keeps_its_grain": "insert into source_file from source_file",
    "yearly_budget_keeps_its_grain": "insert into stored_yearly_budget from stored_yearly_budget",
    "yearly_case_keeps_its_grain": "insert into stored_yearly_case from stored_yearly_case",
    "yearly_commitment_keeps_its_grain": "insert into stored_yearly_commitment from stored_yearly_commitment",
    "yearly_indicator_keeps_its_grain": "insert into stored_yearly_indicator from stored_yearly_indicator",
    "yearly_ranking_keeps_its_grain": "insert into stored_yearly_ranking from stored_yearly_ranking",
}
# These definitions choose one row of several facts, so that even doubled dimensions double none.
CHOSEN_ONCE = ("yearly_budget", "yearly_case", "yearly_indicator", "yearly_ranking")


@pytest.fixture
def in_order(warehouse):
    """A warehouse with facts of all five tables and a finding."""
    text = "甲县水务局\n预算130,92.54万元"
    place = text.index("130")
    finding = Finding("irregular_digit_grouping", "error", "千位分隔错位", (Span(place, place + 9),))
    mention = a_mention(text, "预算130,92.54万元", "budget", "annual_budget", "部门整体", "2020", "130,92.54", unit="万元", scope="overall")
    faulty = a_document(text, "faulty.txt"), an_extraction([mention], an_identity(year=2020))
    store.load(
        warehouse, a_batch(budget_report(2022), firms(2021, "196"), rank(2019, "3"), cases(2018, "224"), promises(2017, "加快支出进度"))
    )
    store.load(warehouse, a_batch(faulty, findings=[finding]))
    store.settle(warehouse)
    return warehouse


def test_every_check_has_a_case_that_breaks_it():
    assert set(BREAKS) == set(store.CHECKS)


def test_all_checks_hold_in_a_warehouse_in_order(in_order):
    offenders = {name: in_order.connection.execute(store.check_sql(name)).fetchall() for name in store.CHECKS}
    assert {name: rows for name, rows in offenders.items() if rows} == {}


@pytest.mark.parametrize("check", sorted(BREAKS))
def test_a_check_finds_what_breaks_its_claim(check, in_order):
    in_order.connection.execute(BREAKS[check])
    assert in_order.connection.execute(store.check_sql(check)).fetchall() != []


@pytest.mark.parametrize("view", CHOSEN_ONCE)
def test_a_yearly_definition_keeps_its_grain_even_over_doubled_dimensions(view, in_order):
    for dimension in ("dim_organisation", "dim_period"):
        in_order.connection.execute(f"insert into {dimension} from {dimension}")
    in_order.connection.execute(f"create temp table {view} as {definition(view)}")
    assert in_order.connection.execute(store.check_sql(f"{view}_keeps_its_grain")).fetchall() == []
