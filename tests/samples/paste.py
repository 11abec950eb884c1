"""Renews the answers that the READMEs show: `python tests/samples/paste.py`, after a change that means to alter them."""

from __future__ import annotations

import re
import shlex
import tempfile
from pathlib import Path

import gold
from sample_warehouse import run

ROOT = gold.HERE.parents[1]
SHOWN = re.compile(r"(\$ jixiao ((?:sql|explain) [^\n]*)\n).*?\n```", re.DOTALL)


def paste(readme: Path, warehouse: Path) -> None:
    def answer(match: re.Match[str]) -> str:
        lines = run(*shlex.split(match[2]), "--quiet", "--warehouse", warehouse).rstrip().splitlines()
        return match[1] + "\n".join(line.rstrip() for line in lines) + "\n```"

    readme.write_text(SHOWN.sub(answer, readme.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "samples.duckdb"
        run("ingest", gold.REPORTS, "--direct", "--quiet", "--warehouse", file)
        for name in ("README.md", "README.zh-CN.md"):
            paste(ROOT / name, file)
