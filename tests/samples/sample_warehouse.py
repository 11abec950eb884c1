"""How the tests of the samples run the program: as a user does, and look at the warehouse through it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]
Ask = Callable[[str], Rows]
JIXIAO = (sys.executable, "-c", "from flows.cli import main; main()")


def run(*arguments: str | Path) -> str:
    """What a command writes to standard output; it must end with 0."""
    done = subprocess.run([*JIXIAO, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
