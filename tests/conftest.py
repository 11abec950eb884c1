"""What all tests share: an environment of their own, and the samples that ship with the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

for name in [name for name in os.environ if name.startswith("JIXIAO_")] + ["PREFECT_API_URL"]:
    os.environ.pop(name, None)
os.environ.setdefault("DO_NOT_TRACK", "1")
# How long an example takes says how busy the machine is, not whether what it claims holds.
settings.register_profile("any_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any_machine")


@pytest.fixture(scope="session")
def samples() -> list[Path]:
    """The sample reports, without their manifest."""
    folder = ROOT / "seeds" / "reports"
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name != "manifest.csv")
