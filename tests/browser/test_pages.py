"""Every type of page opens, stays at home, can be read by everybody, speaks both languages and prints."""

from __future__ import annotations

import functools
import http.server
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.visiting import DESKTOP, PHONE, in_english, open_page, overflow, page_types, visit

pytestmark = pytest.mark.system
HOME_BYTES = 200_000


def test_every_type_of_page_opens_from_a_folder_without_an_error_or_a_look_elsewhere(browser: Browser, site: Path) -> None:
    with visit(browser, site.as_uri()) as page:
        for path in page_types(site).values():
            open_page(page, path.as_uri())
            assert page.inner_text("h1").strip()


def test_every_type_of_page_opens_from_a_web_server(browser: Browser, site: Path) -> None:
    with served(site) as address, visit(browser, address) as page:
        for path in page_types(site).values():
            open_page(page, f"{address}/{path.relative_to(site)}")
            assert page.inner_text("h1").strip()


def test_nobody_is_shut_out_by_any_type_of_page(browser: Browser, site: Path) -> None:
    with visit(browser) as page:
        found = {name: barriers(page, path) for name, path in page_types(site).items()}
    assert {name: told for name, told in found.items() if told} == {}


def barriers(page: Page, path: Path) -> list[str]:
    """What axe calls serious or critical: on a wide screen, in the dark, and in English on a phone."""
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    open_page(page, f"{path.as_uri()}?lang=zh")
    page.evaluate(_SHORTEN)
    found = serious(page)
    page.emulate_media(color_scheme="dark")
    found += serious(page, {"runOnly": ["color-contrast"]})
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    in_english(page)
    return found + serious(page)


# Rows of a table, lines of a report and tables of the dictionary are alike: the first ones stand for all.
_SHORTEN = """() => {
    for (const many of document.querySelectorAll("tbody, #text")) [...many.children].slice(12).forEach((one) => one.remove());
    [...document.querySelectorAll("section.table")].slice(4).forEach((table) => table.remove());
}"""


def serious(page: Page, rules: dict[str, object] | None = None) -> list[str]:
    options = {"resultTypes": ["violations"], "preload": False, **(rules or {})}
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:150]} {node.get('failureSummary', '')[:200]}"
        for violation in violations
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"][:3]
    ]


def test_no_type_of_page_is_wider_than_a_phone(browser: Browser, site: Path) -> None:
    with visit(browser, viewport=PHONE) as page:
        wide = {}
        for name, path in page_types(site).items():
            open_page(page, path.as_uri())
            wide[name] = overflow(page)
    assert {name: pixels for name, pixels in wide.items() if pixels} == {}


def test_the_home_page_is_small(browser: Browser, site: Path) -> None:
    with visit(browser) as page:
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url))
        open_page(page, (site / "index.html").as_uri())
    assert sum((site / url.removeprefix(f"{site.as_uri()}/")).stat().st_size for url in loaded) <= HOME_BYTES


def test_every_type_of_page_switches_to_english_and_stays_so(browser: Browser, site: Path) -> None:
    with visit(browser) as page:
        page.goto((site / "index.html").as_uri())
        assert page.inner_text("#language") == "English"
        page.click("#language")
        for name, path in page_types(site).items():
            open_page(page, path.as_uri())
            assert page.inner_text("#language") == "中文"
            assert chinese_of_the_site(page) == [], name
        page.click("#language")
        page.reload()
        assert page.inner_text("#language") == "English"
        assert page.locator("nav .en:visible").count() == 0


# Words of the site, not of reports: navigation, headings, labels, buttons.
_CHINESE = """() => {
    const places = "nav:not(.crumbs, .pages, .editions), th[scope=col], main > section > h2, caption, label > span, button:not(#language)";
    const shown = [...document.querySelectorAll(places)].filter((element) => element.offsetParent).map((element) => element.innerText);
    const told = [...document.querySelectorAll("[data-en-label]")]
        .flatMap((element) => [element.getAttribute("aria-label"), element.getAttribute("placeholder")]);
    return [...shown, ...told].filter((words) => words && /[\\u4e00-\\u9fff]/.test(words));
}"""


def chinese_of_the_site(page: Page) -> list[str]:
    """Words of the site that are shown or told in Chinese."""
    return list(page.evaluate(_CHINESE))


def test_english_goes_along_to_the_next_page(browser: Browser, site: Path) -> None:
    with visit(browser) as page:
        page.goto((site / "index.html").as_uri())
        page.click("#language")
        page.click("table.matrix tbody th a")
        page.wait_for_url("**/o/*.html*")
        assert page.locator("html.lang-en").count() == 1
        page.fill("header input[name=q]", "预算")
        page.press("header input[name=q]", "Enter")
        page.wait_for_url("**/search.html?*")
        assert page.locator("html.lang-en").count() == 1


def test_a_page_prints_its_text_and_figures_without_what_is_only_for_screens(browser: Browser, site: Path) -> None:
    paths = page_types(site)
    with visit(browser) as page:
        printed = {name: text_of_pdf(page, paths[name]) for name in ("organisation", "report", "findings")}
        page.goto(paths["organisation"].as_uri())
        figure = page.inner_text("a.fig >> nth=0")
    assert figure in printed["organisation"]
    assert "绩效自评报告" in printed["report"]
    assert "错误" in printed["findings"]
    assert not any("English" in text for text in printed.values())


def text_of_pdf(page: Page, path: Path) -> str:
    open_page(page, path.as_uri())
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    return "".join(leaf.get_textpage().get_text_range() for leaf in document)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of the folder."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *said: object) -> None:
            """A test has no use for a log of requests."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
