"""Fault injection by the program that judges this project from outside, where it lies beside the checkout: kill -9 above all.

``make bench-large`` kills two hundred times.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CRASH_TEST = ROOT.parent / "shared" / "hostile" / "crash_test.py"
JIXIAO = Path(sys.executable).with_name("jixiao")
KILLS = 20
REPORTS = 3
DISTURBED = "rerun,kill", "lock,concurrent,readonly"
# Limits, a disk that fills up, files that change or vanish; other clocks, time zones and locales (`faketime`).
SURROUNDINGS = "enospc,fsize,mem", "term,corrupt,order,vanish", "env"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CRASH_TEST.is_file(), reason="the fault injection of ../shared is not there"),
]


def inject(samples: list[Path], folder: Path, scenarios: str) -> str:
    """What the fault injection prints; every scenario has to pass. Who is not root gets mounts of his own by ``unshare``."""
    inbox, report = folder / "reports", folder / "crash.json"
    inbox.mkdir()
    for sample in samples[:REPORTS]:
        shutil.copy(sample, inbox)
    command = [sys.executable, CRASH_TEST, "run", "--input", inbox, "--work", folder / "work", "--only", scenarios, "--json", report]
    command += ["--cmd", f"{JIXIAO} ingest {{in}} --direct --warehouse {{db}}", "--quality-cmd", "", "--kills", str(KILLS)]
    own_mounts = ["unshare", "-rm"] if "enospc" in scenarios and os.geteuid() else []
    done = subprocess.run(
        [*own_mounts, *map(str, command), "--python", sys.executable], capture_output=True, text=True, check=False, timeout=1200
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert all(scenario["ok"] for scenario in json.loads(report.read_text(encoding="utf-8")))
    return done.stdout


@pytest.mark.parametrize("scenarios", DISTURBED)
def test_a_disturbed_run_and_a_rerun_give_the_warehouse_of_an_undisturbed_one(samples: list[Path], tmp_path: Path, scenarios: str) -> None:
    told = inject(samples, tmp_path, scenarios)
    if "kill" in scenarios:
        assert told.count("PASS kill -9 #") == KILLS


@pytest.mark.system
@pytest.mark.parametrize("scenarios", SURROUNDINGS)
def test_limits_clocks_and_locales_give_the_same_warehouse(samples: list[Path], tmp_path: Path, scenarios: str) -> None:
    told = inject(samples, tmp_path, scenarios)
    assert scenarios != "env" or told.count("PASS clock ") == 2
    assert "SKIP" not in told
