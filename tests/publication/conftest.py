"""A warehouse of the sample reports, checked, as a user makes it, and the site made from it; the tests only look at them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from site_pages import Site

JIXIAO = (sys.executable, "-c", "from flows.cli import main; main()")


@pytest.fixture(scope="session")
def sample_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("published") / "samples.duckdb"
    subprocess.run([*JIXIAO, "run", "--direct", "--quiet", "--warehouse", str(file)], check=True, cwd=file.parent)
    return file


@pytest.fixture(scope="session")
def sample_site(sample_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("site")
    subprocess.run([*JIXIAO, "publish", "--site", str(folder), "--quiet", "--warehouse", str(sample_warehouse)], check=True)
    return Site(folder)
