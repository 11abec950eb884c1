"""A warehouse of the sample reports, checked, as a user makes it; the tests only look at it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

JIXIAO = (sys.executable, "-c", "from flows.cli import main; main()")


@pytest.fixture(scope="session")
def sample_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("published") / "samples.duckdb"
    subprocess.run([*JIXIAO, "run", "--direct", "--quiet", "--warehouse", str(file)], check=True, cwd=file.parent)
    return file
