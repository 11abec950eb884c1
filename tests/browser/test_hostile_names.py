"""Names that are attacks appear as text, shortened where needed: nothing runs, nothing is loaded, nothing bursts the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visiting import PHONE, open_page, overflow, visit

pytestmark = pytest.mark.system
_FOREIGN = ":is(script:not([type='application/json']), img, iframe, object, embed, [onerror], [onload], [onclick])"


def test_no_page_runs_a_name_or_grows_out_of_a_phone(browser: Browser, hostile_site: Path) -> None:
    pages = sorted(hostile_site.rglob("*.html"))
    with visit(browser, hostile_site.as_uri(), viewport=PHONE) as page:
        for path in pages:
            open_page(page, path.as_uri())
            assert page.locator(f"main {_FOREIGN}").count() == 0, path.name
            assert overflow(page) == 0, path.name
            assert addresses_out(page) == [], path.name
    assert len(pages) > 20


def addresses_out(page: Page) -> list[str]:
    """Links to anywhere but this folder."""
    links = page.locator("a[href]").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    return [href for href in links if re.match(r"[a-z]+:|/|.*\.\./\.\.", href, re.IGNORECASE)]


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "{{7*7}}${7*7}", "javascript:alert(4)"])
def test_a_name_stands_in_the_page_as_it_was_written(browser: Browser, hostile_site: Path, words: str) -> None:
    with visit(browser, hostile_site.as_uri()) as page:
        page.goto((hostile_site / "index.html").as_uri())
        assert words in page.inner_text("table.matrix")
        page.goto((hostile_site / "findings.html").as_uri())
        page.wait_for_selector("#list [role=status]")
        page.fill("#list input[name=q]", words)
        page.wait_for_url("**#*q=*")
        assert page.locator("#list tbody tr").count() >= 1
        assert words in page.inner_text("#list tbody")
        page.goto((hostile_site / "search.html").as_uri())
        page.fill("#search-form input", words)
        expect(page.locator("#search-results [role=status]")).to_have_text(re.compile("找到"))
        assert words in page.inner_text("#search-results")


def test_a_hostile_report_is_lit_up_and_its_card_tells_it_as_text(browser: Browser, hostile_site: Path) -> None:
    with visit(browser, hostile_site.as_uri()) as page:
        for path in sorted((hostile_site / "r").glob("*.html")):
            page.goto(path.as_uri())
            page.keyboard.press("n")
            assert page.locator("#card").is_visible()
            assert page.locator(f"#card {_FOREIGN}").count() == 0


def test_a_name_of_twenty_thousand_characters_is_shortened_in_lists(hostile_site: Path) -> None:
    assert (hostile_site / "index.html").stat().st_size < 200_000


def test_hostile_names_are_no_paths(hostile_site: Path) -> None:
    names = [path.name for path in hostile_site.rglob("*.html")]
    assert all(name.isascii() for name in names)
    assert {path.parent.name for path in hostile_site.rglob("*.html")} <= {hostile_site.name, "o", "r", "i"}
