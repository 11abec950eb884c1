"""One browser, and two sites: the sample reports as a user publishes them, and bodies with hostile names."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.hostile_site import publish_hostile
from tests.browser.visiting import launched

JIXIAO = (sys.executable, "-c", "from flows.cli import main; main()")


# For this folder alone: its event loop would be in the way of tests that run their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = launched(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample reports; the tests only look at it."""
    folder = tmp_path_factory.mktemp("samples")
    command = [*JIXIAO, "run", "--direct", "--quiet", "--warehouse", str(folder / "samples.duckdb"), "--site", str(folder / "site")]
    subprocess.run(command, check=True, cwd=folder)
    return folder / "site"


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_hostile(tmp_path_factory.mktemp("hostile"))
