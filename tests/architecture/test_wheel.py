"""The wheel holds what the program needs, and works where no checkout is."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_wheel_works_without_the_checkout(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("jixiao_warehouse-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    packed = {path.relative_to(tmp_path / "installed").as_posix() for path in (tmp_path / "installed").rglob("*")}
    for folder in ("sql", "seeds", "expectations", "site"):
        ours = {
            path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts
        }
        assert {f"warehouse/_resources/{name}" for name in ours} <= packed
    [licences] = (tmp_path / "installed").glob("jixiao_warehouse-*.dist-info/licenses")
    for name in ("LICENSE", "NOTICE"):
        assert (licences / name).read_bytes() == (ROOT / name).read_bytes()
    code = "import warehouse.resources as r; print(r.resource_folder('sql')); from flows.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "run", "--direct"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(tmp_path / "installed" / "warehouse" / "_resources"))
    assert "expectations" in done.stderr
