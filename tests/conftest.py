"""What all tests share: an environment of their own, and the samples that ship with the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

for name in ("JIXIAO_WAREHOUSE", "JIXIAO_SEEDS", "PREFECT_API_URL"):
    os.environ.pop(name, None)
os.environ.setdefault("DO_NOT_TRACK", "1")


@pytest.fixture(scope="session")
def samples() -> list[Path]:
    """The sample reports, without their manifest."""
    folder = ROOT / "seeds" / "reports"
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name != "manifest.csv")
