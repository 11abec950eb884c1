"""A reader's browser that is offline: whatever a page asks of anywhere else, says on the console or pops up fails the visit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, Route, expect

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def launched(playwright: Playwright) -> Browser:
    """The system's Chromium; no browser is ever downloaded."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        raise AssertionError("no Chromium on this machine: sh tests/system-packages.sh installs it")
    return playwright.chromium.launch(executable_path=found)


@contextmanager
def visit(browser: Browser, home: str = "file:///", viewport: dict[str, int] = DESKTOP, **options: Any) -> Iterator[Page]:
    """A page that may load what begins with ``home`` and nothing else. Raises AssertionError at the end, if anything was amiss."""
    troubles: list[str] = []
    context = browser.new_context(viewport=viewport, reduced_motion="reduce", **options)  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    page = _watched(context, home, troubles)
    try:
        yield page
    finally:
        context.close()
    assert troubles == [], troubles


def _watched(context: BrowserContext, home: str, troubles: list[str]) -> Page:
    def leaves(request: Request) -> None:
        if not request.url.startswith((home, "data:")):
            troubles.append(f"request to {request.url}")

    def stop(route: Route) -> None:
        if route.request.url.startswith(home):
            route.continue_()
        else:
            route.abort()

    page = context.new_page()
    page.route("http*://**", stop)
    page.on("request", leaves)
    page.on("console", lambda message: message.type in ("error", "warning") and troubles.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: troubles.append(f"error: {error}"))

    def refuse(dialog: Any) -> None:
        troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", refuse)
    return page


def page_types(site: Path) -> dict[str, Path]:
    """One page of each type. Of pages made for each organisation, indicator or report the largest: it has most to go wrong."""
    top = {path.stem: path for path in sorted(site.glob("*.html"))}
    return top | {name: max(site.glob(f"{folder}/*.html"), key=_size) for name, folder in _FOLDERS.items()}


_FOLDERS = {"organisation": "o", "indicator": "i", "report": "r"}


def _size(path: Path) -> tuple[int, str]:
    return path.stat().st_size, path.name


def open_page(page: Page, address: str) -> None:
    """Goes to a page and waits until its scripts have built what they build."""
    page.goto(address)
    expect(page.locator("section.list:not(:has(.filters)), #search-results:empty")).to_have_count(0)


def in_english(page: Page) -> None:
    if page.locator("html.lang-zh").count():
        page.click("#language")


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
