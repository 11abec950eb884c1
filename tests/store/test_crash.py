"""Fault injection by the program that judges this project from outside, where it lies beside the checkout: kill -9 above all."""

from __future__ import annotations

import json
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

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CRASH_TEST.is_file(), reason="the fault injection of ../shared is not there"),
]


@pytest.mark.parametrize("scenarios", ["rerun,kill", "lock,concurrent,readonly"])
def test_a_disturbed_run_and_a_rerun_give_the_warehouse_of_an_undisturbed_one(samples: list[Path], tmp_path: Path, scenarios: str) -> None:
    inbox, report = tmp_path / "reports", tmp_path / "crash.json"
    inbox.mkdir()
    for sample in samples[:REPORTS]:
        shutil.copy(sample, inbox)
    command = [sys.executable, CRASH_TEST, "run", "--input", inbox, "--work", tmp_path / "work", "--only", scenarios, "--json", report]
    command += ["--cmd", f"{JIXIAO} ingest {{in}} --direct --warehouse {{db}}", "--quality-cmd", "", "--kills", str(KILLS)]
    done = subprocess.run([*map(str, command), "--python", sys.executable], capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert json.loads(report.read_text(encoding="utf-8"))
    if "kill" in scenarios:
        assert done.stdout.count("PASS kill -9 #") == KILLS
