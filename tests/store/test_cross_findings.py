"""Findings that need several documents, and what somebody accepted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.builders import a_batch, budget_report
from warehouse import store
from warehouse.reference import Waiver
from warehouse.store import findings
from warehouse.store.hashing import content_of

RULE = """-- Grain: one row per budget that fell.
select
    b.document_key,
    'warning' as severity,
    '预算减少' as message,
    '800 < 1000' as computation,
    '为何减少？' as question,
    [{'document_key': m.document_key, 'quote': m.quote, 'quote_start': m.quote_start, 'quote_end': m.quote_end, 'page': m.page}] as quotes
from yearly_budget as b
inner join mention as m on b.fact_key = m.fact_key and m.role = 'annual_budget'
where b.annual_budget_change_pct < 0;
"""


@pytest.fixture
def falling(warehouse, monkeypatch):
    """A warehouse with a budget that falls, and a rule that says so."""
    monkeypatch.setattr(findings, "FINDINGS", ("budget_fell",))
    monkeypatch.setattr(findings, "sql", lambda folder, name: RULE)
    store.load(warehouse, a_batch(budget_report(2021, annual="1,000.00"), budget_report(2022, annual="800.00")))
    store.settle(warehouse)
    return warehouse


def found(warehouse):
    return warehouse.connection.execute(
        "select rule, severity, fiscal_year, is_cross_document, is_waived, quotes[1].quote from finding"
    ).fetchall()


def test_a_rule_in_sql_raises_findings_with_keys_and_quotes(falling):
    assert store.raise_findings(falling) == 1
    assert found(falling) == [("budget_fell", "warning", 2022, True, False, "全年预算数800.00万元")]


def test_raising_again_changes_no_row_not_even_the_time_of_the_last_change(falling):
    store.raise_findings(falling)
    before = content_of(falling.connection), falling.connection.execute("from meta order by all").fetchall()
    store.raise_findings(falling)
    assert (content_of(falling.connection), falling.connection.execute("from meta order by all").fetchall()) == before


def test_a_finding_goes_when_its_reason_goes(falling):
    store.raise_findings(falling)
    store.forget(falling, budget_report(2021, annual="1,000.00")[0].key, "撤回")
    assert store.raise_findings(falling) == 0
    assert found(falling) == []


@pytest.mark.parametrize(
    ("until", "is_waived"), [(None, True), (date.today() + timedelta(days=2), True), (date.today() - timedelta(days=2), False)]
)
def test_a_waiver_holds_until_its_day(falling, until, is_waived):
    store.raise_findings(falling)
    (key,) = falling.connection.execute("select finding_key from finding").fetchone()
    store.set_waivers(falling, [Waiver(key, "项目完工", "张三", until)])
    assert falling.connection.execute("select is_waived from finding").fetchall() == [(is_waived,)]


def test_the_shipped_rules_run_on_an_empty_warehouse_and_on_a_filled_one(warehouse):
    assert store.raise_findings(warehouse) == 0
    store.load(warehouse, a_batch(*(budget_report(year, extra=f"第{year}件事。") for year in (2020, 2021, 2022))))
    store.settle(warehouse)
    count = store.raise_findings(warehouse)
    assert warehouse.connection.execute("select count(*) from finding where is_cross_document").fetchone() == (count,)
