"""Long lists: filters, words, sorting, pages, and the address that keeps them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visiting import page_types, visit

pytestmark = pytest.mark.system


@pytest.mark.parametrize("key", ["severity", "rule", "organisation", "year"])
def test_findings_are_chosen_by_each_filter_and_the_address_keeps_the_choice(browser: Browser, site: Path, key: str) -> None:
    with visit(browser) as page:
        opened(page, site / "findings.html")
        before = shown(page)
        select = page.locator(f"#list select[name={key}]")
        value = select.locator("option").nth(1).get_attribute("value")
        words = select.locator("option").nth(1).inner_text().split("（")[0]
        select.select_option(value)
        chosen = shown(page)
        assert 0 < len(chosen) < len(before)
        assert all(any(words in cell for cell in row) for row in chosen)
        page.reload()
        page.wait_for_selector("#list select")
        assert shown(page) == chosen


def opened(page: Page, path: Path) -> None:
    page.goto(path.as_uri())
    page.wait_for_selector("#list [role=status]")


def shown(page: Page) -> list[list[str]]:
    return page.evaluate(
        "[...document.querySelectorAll('#list tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
    )


def test_words_are_found_in_either_width_and_announced(browser: Browser, site: Path) -> None:
    with visit(browser) as page:
        opened(page, site / "indicators.html")
        page.fill("#list input[name=q]", "自来水")
        page.wait_for_url("**#*q=*")
        assert all(any("自来水" in cell for cell in row) for row in shown(page))
        assert str(len(shown(page))) in page.inner_text("#list [role=status]")


def test_a_heading_sorts_up_and_down_with_gaps_last(browser: Browser, site: Path) -> None:
    with visit(browser) as page:
        opened(page, site / "cases.html")
        place = page.locator("#list thead th").evaluate_all("heads => heads.findIndex((head) => head.matches('.n'))")
        heading = page.locator("#list thead th").nth(place)
        heading.locator("button").click()
        assert heading.get_attribute("aria-sort") == "ascending"
        rising = numbers(page, place)
        heading.locator("button").click()
        assert heading.get_attribute("aria-sort") == "descending"
        falling = numbers(page, place)
    assert rising == sorted(rising)
    assert falling == sorted(falling, reverse=True)
    assert falling[0] >= rising[-1]


def numbers(page: Page, place: int) -> list[float]:
    cells = [row[place] for row in shown(page)]
    told = [cell for cell in cells if cell != "—"]
    assert cells[: len(told)] == told
    return [float(cell.replace(",", "")) for cell in told]


def test_small_tables_sort_by_their_values(browser: Browser, site: Path) -> None:
    with visit(browser) as page:
        page.goto(page_types(site)["organisation"].as_uri())
        table = "section[aria-labelledby=budget] table"
        place = page.locator(f"{table} thead th").evaluate_all("heads => heads.findIndex((head) => head.matches('.n'))")
        page.locator(f"{table} thead th").nth(place).locator("button").click()
        cells = page.locator(f"{table} tbody tr").evaluate_all("(rows, place) => rows.map((row) => row.cells[place].dataset.v)", place)
    values = [float(value) for value in cells if value]
    assert len(values) > 2
    assert values == sorted(values)


@pytest.fixture
def long_list(site: Path, tmp_path: Path) -> Path:
    """The list of findings with 10,000 rows."""
    shutil.copytree(site / "assets", tmp_path / "assets")
    shutil.copy(site / "findings.html", tmp_path)
    script = (site / "data" / "findings.js").read_text(encoding="utf-8")
    data = json.loads(script[script.index("(") + 1 : script.rindex(")")])
    data["rows"] = (data["rows"] * (10_000 // len(data["rows"]) + 1))[:10_000]
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "findings.js").write_text(f"JIXIAO.table({json.dumps(data)});", encoding="utf-8")
    return tmp_path / "findings.html"


def test_ten_thousand_rows_are_turned_over_page_by_page(browser: Browser, long_list: Path) -> None:
    with visit(browser) as page:
        opened(page, long_list)
        assert len(shown(page)) == 50
        assert "10,000" in page.inner_text("#list [role=status]")
        page.click("#list .pager button >> nth=1")
        page.wait_for_url("**#page=2")
        assert "51–100" in page.inner_text("#list [role=status]")
        page.goto(f"{long_list.as_uri()}#page=200")
        expect(page.locator("#list [role=status] .zh")).to_contain_text("10000")
        assert page.locator("#list .pager button").nth(1).is_disabled()


def test_the_skip_link_leaves_the_choice_as_it_is(browser: Browser, site: Path) -> None:
    with visit(browser) as page:
        opened(page, site / "findings.html")
        page.locator("#list select[name=severity]").select_option("error")
        chosen = shown(page)
        page.focus(".skip")
        page.keyboard.press("Enter")
        assert shown(page) == chosen
