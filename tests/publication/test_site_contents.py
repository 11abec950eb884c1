"""What the pages tell of the sample reports."""

from __future__ import annotations

from pathlib import Path

from site_pages import Site

from warehouse import store
from warehouse.publication.site.links import organisation_page, report_page


def test_the_home_page_shows_every_organisation_and_year_and_where_errors_stand(sample_site: Site, sample_warehouse: Path) -> None:
    home = sample_site.pages["index.html"]
    reports = store.read(sample_warehouse, "select * from current_report").to_pylist()
    errors = store.read(
        sample_warehouse, "select distinct document_key from finding where severity = 'error' and is_current and not is_waived"
    ).to_pylist()
    wrong = {report_page(row["document_key"]) for row in errors}
    cells = {node.attributes["href"]: node for node in home.css("table.matrix td a")}
    assert set(cells) == {report_page(row["document_key"]) for row in reports}
    assert {href for href, node in cells.items() if "▲" in node.text()} == wrong
    assert len(sample_site.files["index.html"]) <= 200_000


def test_the_verdict_of_the_newest_check_is_on_the_home_page(sample_site: Site, sample_warehouse: Path) -> None:
    [row] = store.read(sample_warehouse, "select count(*) as n, count_if(success) as held from expectation_result").to_pylist()
    verdict = sample_site.pages["index.html"].css_first("section.verdict")
    assert verdict is not None
    assert "pass" in (verdict.attributes["class"] or "")
    assert f"{row['held']} / {row['n']}" in verdict.text()


def test_a_report_is_told_word_for_word_with_its_hash_and_findings(sample_site: Site, sample_warehouse: Path) -> None:
    for row in store.read(sample_warehouse, "select document_key, text, unclaimed_count from dim_document").to_pylist():
        page = sample_site.pages[report_page(row["document_key"])]
        lines = [node.text() for node in page.css("#text p.l")]
        assert lines == [line.replace("\f", " ") for line in row["text"].replace("\r\n", "\n").split("\n")]
        assert row["document_key"] in page.css_first("dl.document").text()
        found = store.read(
            sample_warehouse, "select severity, message from finding where document_key = ? and not is_waived", [row["document_key"]]
        ).to_pylist()
        assert sorted(node.text() for node in page.css("#findings .message")) == sorted(one["message"] for one in found)
        assert page.css_matches(".banner.error") == any(one["severity"] == "error" for one in found)
        assert len(page.css("#text .u")) == row["unclaimed_count"]


def test_the_lists_hold_every_row_of_their_views(sample_site: Site, sample_warehouse: Path) -> None:
    for name, query in (
        ("rankings", "from yearly_ranking"),
        ("cases", "from yearly_case"),
        ("findings", "from finding where is_current and not is_waived"),
        ("indicators", "(select distinct indicator, base_unit from yearly_indicator)"),
    ):
        [row] = store.read(
            sample_warehouse, f"select count(*) as n from ({query})" if query[0] == "f" else f"select count(*) as n from {query}"
        ).to_pylist()
        assert len(sample_site.rows(name)) == row["n"]


def test_a_list_shows_its_first_rows_without_script(sample_site: Site) -> None:
    for name in ("rankings", "cases", "findings", "indicators"):
        shown = len(sample_site.pages[f"{name}.html"].css("#list tbody tr"))
        assert shown == min(50, len(sample_site.rows(name)))


def test_an_indicator_page_has_every_organisation_and_year_that_tells_it(sample_site: Site, sample_warehouse: Path) -> None:
    pages = [name for name in sample_site.pages if name.startswith("i/")]
    [row] = store.read(
        sample_warehouse,
        "select count(*) as n from (select indicator from yearly_indicator group by indicator, base_unit having count(*) > 1)",
    ).to_pylist()
    assert len(pages) == row["n"]


def test_previous_values_that_are_only_implied_are_marked(sample_site: Site, sample_warehouse: Path) -> None:
    implied = store.read(
        sample_warehouse,
        "select distinct organisation_id from yearly_indicator "
        "where previous_source = 'implied' and change_pct is not null and base_unit <> '%'",
    ).to_pylist()
    assert implied
    for row in implied:
        assert sample_site.pages[organisation_page(row["organisation_id"])].css_matches("#indicators ~ * .implied")


def test_the_search_knows_every_organisation_and_report_and_the_text_as_it_stands(sample_site: Site, sample_warehouse: Path) -> None:
    index = sample_site.data("data/search-index.js")
    kinds = [thing[0] for thing in index["things"]]
    assert kinds.count("organisation") == 5
    assert kinds.count("report") == 15
    texts = [entry for number in range(index["chunks"]) for entry in sample_site.data(f"data/text-{number}.js")]
    lengths = {report_page(row["document_key"]): row["n"] for row in _lengths(sample_warehouse)}
    assert {href: len(text) for _, href, text in texts} == lengths


def _lengths(warehouse: Path) -> list[dict[str, object]]:
    return list(store.read(warehouse, "select document_key, length(text) as n from dim_document where is_current").to_pylist())


def test_the_dictionary_tells_of_every_table_and_view_and_where_it_comes_from(sample_site: Site) -> None:
    page = sample_site.pages["dictionary.html"]
    assert {*store.TABLES, *store.VIEWS} <= set(sample_site.ids["dictionary.html"])
    budget = next(node for node in page.css("section.table") if node.attributes["aria-labelledby"] == "yearly_budget")
    assert {"#fact_budget", "#current_report", "#dim_period"} <= {node.attributes["href"] for node in budget.css("a")}
    assert "execution_rate_reported_pct" in budget.text()


def test_the_quality_page_shows_each_expectation_of_the_newest_run(sample_site: Site, sample_warehouse: Path) -> None:
    [row] = store.read(sample_warehouse, "select count(*) as n from expectation_result").to_pylist()
    expectations = sample_site.pages["quality.html"].css("#expectations ~ * tbody tr")
    assert len(expectations) == row["n"]
