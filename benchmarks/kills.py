"""kill -9 two hundred times at random moments, each followed by a rerun that must give the same warehouse row for row.

    python -m benchmarks.kills [--kills 200] [--program ../shared/hostile/crash_test.py]

By the fault injection that lies beside the checkout, on three sample reports. It compares the whole warehouse, the digest of the
views included: leave the checkout alone while it runs.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from warehouse.resources import resource_folder

ROOT = Path(__file__).resolve().parents[1]
CRASH_TEST = ROOT.parent / "shared" / "hostile" / "crash_test.py"
SAMPLES = ("wuxi-zhen-2021.txt", "qingbu-shuili-2022.txt", "suinan-weijian-2022.txt")


def inject(program: Path, kills: int, folder: Path) -> int:
    """The exit code of the fault injection, which prints a line for each kill."""
    inbox = folder / "reports"
    inbox.mkdir()
    for name in SAMPLES:
        shutil.copy(resource_folder("seeds") / "reports" / name, inbox)
    ingest = f"{Path(sys.executable).with_name('jixiao')} ingest {{in}} --direct --warehouse {{db}}"
    command = [sys.executable, program, "run", "--input", inbox, "--work", folder / "work", "--only", "kill", "--kills", kills]
    command += ["--cmd", ingest, "--quality-cmd", "", "--python", sys.executable]
    return subprocess.run([str(part) for part in command], check=False).returncode


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--program", type=Path, default=CRASH_TEST, help="the fault injection")
    chosen = parser.parse_args()
    if not chosen.program.is_file():
        parser.error(f"{chosen.program} is not there: name the fault injection with --program")
    with tempfile.TemporaryDirectory(prefix="jixiao-kills-") as folder:
        raise SystemExit(inject(chosen.program, chosen.kills, Path(folder)))


if __name__ == "__main__":
    main()
