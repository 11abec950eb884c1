"""Pictures of each type of page to look at: ``python -m tests.browser.screenshots OUT [SITE]`` (default: the samples' site, made anew)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.visiting import DESKTOP, PHONE, in_english, launched, page_types, visit


def made(folder: Path) -> Path:
    command = (sys.executable, "-c", "from flows.cli import main; main()", "run", "--direct", "--quiet")
    subprocess.run([*command, "--warehouse", str(folder / "samples.duckdb"), "--site", str(folder / "site")], check=True, cwd=folder)
    return folder / "site"


def take(site: Path, out: Path) -> None:
    """Each page as it opens, wide and narrow; then a quote, dark, English, and a search."""
    paths = {name: path.as_uri() for name, path in page_types(site).items()}
    with sync_playwright() as playwright:
        browser = launched(playwright)
        for viewport in (DESKTOP, PHONE):
            with visit(browser, viewport=viewport) as page:
                for name, address in {**paths, "search": f"{paths['search']}?q=预算 执行率"}.items():
                    page.goto(address)
                    page.wait_for_timeout(400)
                    page.screenshot(path=out / f"{name}-{viewport['width']}.png", full_page=name not in ("dictionary", "quality", "report"))
                page.goto(paths["organisation"])
                page.locator("a.fig").first.click()
                page.wait_for_timeout(300)
                page.screenshot(path=out / f"quote-{viewport['width']}.png")
                page.emulate_media(color_scheme="dark")
                page.screenshot(path=out / f"quote-dark-{viewport['width']}.png")
                page.goto(paths["index"])
                in_english(page)
                page.screenshot(path=out / f"index-dark-english-{viewport['width']}.png")
        browser.close()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        take(Path(sys.argv[2]) if len(sys.argv) > 2 else made(Path(temporary)), target)
