"""The search: names and texts, either width, highlighted where it leads, and never in the reader's way."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visiting import visit

pytestmark = pytest.mark.system
REPORTS, CHARACTERS = 1_000, 10_000


def search(page: Page, site: Path, words: str) -> None:
    page.goto((site / "search.html").as_uri())
    page.fill("#search-form input", words)
    wait_for_answer(page)


def wait_for_answer(page: Page) -> None:
    expect(page.locator("#search-results [role=status]")).to_have_text(re.compile("找到|没有找到"))


@pytest.mark.parametrize(("words", "found"), [("水利", "o/"), ("自来水普及率", "i/"), ("ｗｕｘｉ", "r/")])
def test_names_of_each_kind_are_found(browser: Browser, site: Path, words: str, found: str) -> None:
    with visit(browser) as page:
        search(page, site, words)
        assert page.locator(f"#search-results a[href^='{found}']").count() >= 1


def test_a_sentence_is_found_in_every_report_and_lit_up_where_the_hit_leads(browser: Browser, site: Path) -> None:
    with visit(browser) as page:
        search(page, site, "预算 执行率")
        hits = page.locator("#search-results ol:last-of-type > li > a:first-child")
        places = hits.evaluate_all("links => links.map((link) => link.href)")
        assert len(places) == 15
        for place in places:
            page.goto(place)
            expect(page.locator("mark.range:focus")).to_have_count(1)
            lit = "".join(page.locator("#text mark.range").all_inner_texts())
            assert "预算" in lit
            assert "执行率" in lit
            assert lit.startswith(("预算", "执行率"))
            assert lit.endswith(("预算", "执行率"))


@pytest.mark.parametrize("words", ["３，１８９．５８", "3189.58", "3,189.58"])
def test_a_number_is_found_however_it_is_typed(browser: Browser, site: Path, words: str) -> None:
    with visit(browser) as page:
        search(page, site, words)
        assert "3,189.58" in page.locator("#search-results a.snippet mark").first.inner_text()


def test_what_is_nowhere_is_said_to_be_nowhere(browser: Browser, site: Path) -> None:
    with visit(browser) as page:
        search(page, site, "此词无处可寻")
        assert "没有找到" in page.inner_text("#search-results [role=status]")
        assert page.locator("#search-results a").count() == 0


def test_the_field_of_every_page_leads_to_the_answer(browser: Browser, site: Path) -> None:
    with visit(browser) as page:
        page.goto((site / "index.html").as_uri())
        page.keyboard.press("/")
        page.keyboard.type("水利局")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?*")
        wait_for_answer(page)
        page.focus("#search-form input")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.matches('#search-results a')")


@pytest.fixture(scope="module")
def large_site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The search page over a thousand reports of ten thousand characters, made of the samples' texts."""
    folder = tmp_path_factory.mktemp("large")
    shutil.copytree(site / "assets", folder / "assets")
    shutil.copy(site / "search.html", folder)
    (folder / "data").mkdir()
    texts = entries(site)
    portions = [[texts[(40 * chunk + place) % len(texts)] for place in range(40)] for chunk in range(REPORTS // 40)]
    for number, portion in enumerate(portions):
        written = [[f"{title} {number}-{place}", href, sized(text)] for place, (title, href, text, *_) in enumerate(portion)]
        (folder / "data" / f"text-{number}.js").write_text(f"JIXIAO.texts({json.dumps(written, ensure_ascii=False)});", encoding="utf-8")
    things = [["report", f"{title} {number}", href, ""] for number in range(REPORTS // len(texts)) for title, href, *_ in texts]
    index = {"chunks": len(portions), "things": things}
    (folder / "data" / "search-index.js").write_text(f"JIXIAO.searchIndex({json.dumps(index)});", encoding="utf-8")
    return folder


def entries(site: Path) -> list[list[str]]:
    scripts = [path.read_text(encoding="utf-8") for path in sorted(site.glob("data/text-*.js"))]
    return [entry for script in scripts for entry in json.loads(script[script.index("(") + 1 : script.rindex(")")])]


def sized(text: str) -> str:
    return (text * (CHARACTERS // len(text) + 1))[:CHARACTERS]


# Frames that the browser draws while a search runs, from the typed word to the answer, and the share of the longest wait for one.
_WATCH = """() => {
    const watch = window.watch = { frames: 0, longest: 0, began: performance.now(), last: performance.now(), total: 0 };
    const status = document.querySelector("#search-results [role=status]");
    const frame = (now) => {
        watch.frames += 1;
        watch.longest = Math.max(watch.longest, now - watch.last);
        watch.last = now;
        watch.total = now - watch.began;
        if (!/找到/.test(status.innerText)) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
}"""


def test_a_thousand_reports_are_searched_while_the_page_goes_on_drawing(browser: Browser, large_site: Path) -> None:
    with visit(browser) as page:
        page.goto((large_site / "search.html").as_uri())
        page.evaluate(_WATCH)
        page.locator("#search-form input").press_sequentially("绩效")
        wait_for_answer(page)
        watch = page.evaluate("window.watch")
        assert str(REPORTS) in page.inner_text("#search-results [role=status]")
    assert watch["frames"] > 10, watch
    assert watch["longest"] < watch["total"] / 3, watch


def test_a_new_word_ends_the_search_for_the_old_one(browser: Browser, large_site: Path) -> None:
    with visit(browser) as page:
        page.goto((large_site / "search.html").as_uri())
        page.fill("#search-form input", "绩效")
        page.wait_for_selector("#search-results a.snippet")
        page.fill("#search-form input", "此词无处可寻")
        expect(page.locator("#search-results [role=status]")).to_have_text(re.compile("没有找到"))
        assert page.locator("#search-results a").count() == 0
