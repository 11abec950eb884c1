"""Every figure is one click away from its sentence, and no click leads nowhere or out of the site."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from site_pages import Site

from warehouse import store
from warehouse.publication.site.links import fact_anchor, report_page

# Column of a yearly view → role of the mention that tells it.
FIGURES = (
    ("yearly_budget", "annual_budget_yuan", "annual_budget"),
    ("yearly_budget", "executed_yuan", "executed"),
    ("yearly_budget", "execution_rate_reported_pct", "execution_rate"),
    ("yearly_indicator", "value_base", "actual"),
    ("yearly_indicator", "target_base", "target"),
    ("yearly_ranking", "rank_best", "rank"),
    ("yearly_case", "case_count", "count"),
    ("yearly_case", "person_count", "persons"),
    ("yearly_case", "amount_yuan", "amount"),
)


def test_every_link_leads_to_a_file_of_the_site_and_to_a_place_in_it(sample_site: Site) -> None:
    broken = []
    for link in sample_site.links():
        path, fragment = link.target
        is_state = "=" in fragment  # filters of a list, a range of a text: read by the page's script
        if path not in sample_site.files or (fragment and not is_state and fragment not in sample_site.ids[path]):
            broken.append(link)
    assert not broken


def test_state_in_an_address_is_only_for_pages_whose_script_reads_it(sample_site: Site) -> None:
    for link in sample_site.links():
        path, fragment = link.target
        if "=" in fragment:
            assert sample_site.pages[path].css_matches("#list, #text"), link


def test_no_page_asks_another_host_or_holds_script_or_style_of_its_own(sample_site: Site) -> None:
    for name, page in sample_site.pages.items():
        policy = page.css_first("meta[http-equiv=Content-Security-Policy]")
        assert policy is not None
        assert "default-src 'self'" in (policy.attributes["content"] or "")
        assert not page.css_matches("style, [style], iframe, object, base, [onclick], [onload]"), name
        assert all(node.attributes.get("src") or node.attributes.get("type") == "application/json" for node in page.css("script")), name
    assert not [link for link in sample_site.links() if re.match(r"(?i)[a-z][a-z0-9+.-]*:|//", link.href)]


def test_every_id_stands_once_on_its_page(sample_site: Site) -> None:
    assert {name for name, ids in sample_site.ids.items() if len(ids) != len(set(ids))} == set()


@pytest.mark.parametrize(("view", "column", "role"), FIGURES)
def test_every_figure_of_a_yearly_view_is_linked_to_the_sentence_that_tells_it(
    view: str, column: str, role: str, sample_site: Site, sample_warehouse: Path
) -> None:
    rows = store.read(
        sample_warehouse, f"select organisation_id, fact_key, document_key from {view} where {column} is not null"
    ).to_pylist()
    assert rows
    linked = {(link.page, link.href.removeprefix("../")) for link in sample_site.links() if link.page.startswith("o/")}
    missing = []
    for row in rows:
        places = [f"{report_page(row['document_key'])}#{fact_anchor(row['fact_key'], one)}" for one in (role, "")]
        if not any((f"o/{row['organisation_id']}.html", place) in linked for place in places):
            missing.append(row)
    assert not missing


def test_an_anchor_stands_before_the_words_of_its_mention(sample_site: Site, sample_warehouse: Path) -> None:
    rows = store.read(sample_warehouse, "select document_key, fact_key, role, quote from evidence where role = 'executed'").to_pylist()
    assert rows
    first: dict[str, str] = {}
    for row in store.read(
        sample_warehouse, "select fact_key, quote from evidence where role = 'executed' order by quote_start, number_start, evidence_key"
    ).to_pylist():
        first.setdefault(row["fact_key"], row["quote"])
    for row in rows:
        page = sample_site.pages[report_page(row["document_key"])]
        anchor = page.css_first(f"#{fact_anchor(row['fact_key'], row['role'])}")
        assert anchor is not None
        group = anchor.attributes["data-g"]
        lit = "".join(node.text() for node in page.css(f'[data-g~="{group}"]'))
        assert lit == first[row["fact_key"]]


def test_money_is_told_in_ten_thousands_with_thousands_apart(sample_site: Site, sample_warehouse: Path) -> None:
    row = store.read(
        sample_warehouse, "select * from yearly_budget where annual_budget_yuan >= 10000000 and scope = 'overall' order by fact_key limit 1"
    ).to_pylist()[0]
    page = sample_site.pages[f"o/{row['organisation_id']}.html"]
    shown = [node.text() for node in page.css(f'a.fig[href$="{fact_anchor(row["fact_key"], "annual_budget")}"]')]
    amount = Decimal(row["annual_budget_yuan"]) / 10000
    assert f"{amount:,.2f}".rstrip("0").rstrip(".") in shown
