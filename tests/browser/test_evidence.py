"""From a figure to its sentence, from a finding to its words, by mouse and by keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.visiting import PHONE, page_types, visit

pytestmark = pytest.mark.system


@pytest.mark.parametrize("section", ["budget", "indicators", "rankings", "cases"])
def test_a_click_on_a_yearly_figure_lands_on_its_quote(browser: Browser, site: Path, section: str) -> None:
    with visit(browser) as page:
        page.goto(page_types(site)["organisation"].as_uri())
        link = page.locator(f"section[aria-labelledby={section}] a.fig").first
        figure = link.inner_text()
        link.click()
        page.wait_for_url("**/r/*.html*#f-*")
        expect(page.locator(".lit:focus")).to_have_count(1)
        assert digits(figure) in digits(lit(page))
        assert is_on_screen(page.locator(".lit").first)
        assert digits(figure) in digits(page.inner_text("#card"))


def digits(text: str) -> str:
    """Only what makes a number: 1,234.50 and 1234.5 agree in 12345, 第三 and 3 in 3."""
    text = text.translate(str.maketrans("一二三四五六七八九", "123456789"))
    return re.sub(r"\D|(?<=\d)0+$", "", re.sub(r"(\.\d*?)0+(?!\d)", r"\1", text))


def lit(page: Page) -> str:
    return "".join(page.locator(".lit").all_inner_texts())


def is_on_screen(element: Locator) -> bool:
    return bool(element.evaluate("e => { const box = e.getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight; }"))


def test_a_click_on_a_number_tells_how_it_was_read(browser: Browser, site: Path) -> None:
    with visit(browser, viewport=PHONE) as page:
        page.goto(page_types(site)["report"].as_uri())
        number = page.locator("#text .n.budget").first
        number.click()
        assert digits(number.inner_text()) in digits(page.inner_text("#card"))
        assert page.locator("#card code").count() >= 2
        page.keyboard.press("Escape")
        assert page.locator("#card").is_hidden()


def test_n_and_p_go_from_mark_to_mark(browser: Browser, site: Path) -> None:
    with visit(browser) as page:
        page.goto(page_types(site)["report"].as_uri())
        places = [place_after(page, key) for key in ("n", "n", "n", "p", "p")]
    first, second, third, fourth, fifth = places
    assert first < second < third
    assert (fourth, fifth) == (second, first)


def place_after(page: Page, key: str) -> int:
    """Where in the text the lit mark begins, in characters, after the key was pressed."""
    page.keyboard.press(key)
    return int(
        page.evaluate(
            """() => {
                const range = document.createRange();
                range.setStart(document.getElementById("text"), 0);
                range.setEndBefore(document.querySelector("#text .lit"));
                return range.toString().length;
            }"""
        )
    )


def test_a_finding_leads_to_its_words_and_they_lead_back(browser: Browser, site: Path) -> None:
    with visit(browser) as page:
        page.goto((site / "findings.html").as_uri() + "#severity=error")
        page.locator("#list tbody a[href^='r/']").first.click()
        finding = page.locator("#findings .finding.lit")
        expect(finding).to_have_count(1)
        quote = finding.locator(".quotes a[href^='#']").first
        words = quote.inner_text()
        quote.click()
        assert words.rstrip("…") in lit(page)
        page.click("#card section a[href^='#finding-']")
        assert page.locator("#findings .finding.lit").count() == 1


def test_the_keyboard_alone_goes_from_the_home_page_to_a_quote(browser: Browser, site: Path) -> None:
    with visit(browser) as page:
        page.goto((site / "index.html").as_uri())
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('.skip')")
        page.keyboard.press("Enter")
        tab_to(page, "table.matrix tbody th a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/o/*.html*")
        tab_to(page, "a.fig")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        page.keyboard.press("Enter")
        page.wait_for_url("**/r/*.html*")
        expect(page.locator(".lit:focus")).to_have_count(1)


def tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"80 steps of the Tab key do not reach {selector}")


def test_without_script_a_figure_still_leads_to_its_lit_sentence(browser: Browser, site: Path) -> None:
    with visit(browser, java_script_enabled=False) as page:
        page.goto(page_types(site)["organisation"].as_uri())
        page.locator("section[aria-labelledby=budget] a.fig").first.click()
        line = page.locator("#text .l:has(:target)")
        expect(line).to_be_in_viewport()
        expect(line).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
