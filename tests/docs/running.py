"""Runs the steps of a page as a reader would: one shell after the other in a checkout, its virtual environment on the path."""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.docs.shown import ELISION, ROOT, Step

# Commands that change the shell which they are typed into.
_LASTING = re.compile(r"(?:cd|export|unset) ")
# What differs from run to run in an otherwise fixed output.
_CLOCK = re.compile(r"\b\d{8}T\d{12}Z\b")
_LIMIT_SECONDS = 120


@dataclass
class Shell:
    """A reader's terminal in a folder: what was exported and where it stands hold for the commands after."""

    folder: Path
    lasting: list[str] = field(default_factory=list)

    def run(self, step: Step) -> str:
        """All that a step writes. Fails where it ends with an error."""
        if step.kind == "console":
            command = ["sh", "-c", "\n".join([*self.lasting, step.code])]
        elif step.kind == "sql":
            command = ["sh", "-c", "\n".join([*self.lasting, 'jixiao sql --quiet "$0"']), step.code]
        else:
            command = ["sh", "-c", "\n".join([*self.lasting, 'python -c "$0"']), step.code]
        done = subprocess.run(
            command, cwd=self.folder, env=environment(self.folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", check=False, timeout=_LIMIT_SECONDS,
        )  # fmt: skip
        assert done.returncode == 0, f"{step.page}:{step.line}: {step.code}\nended with {done.returncode}:\n{done.stdout}"
        if _LASTING.match(step.code):
            self.lasting.append(step.code)
        return _CLOCK.sub(ELISION, done.stdout.replace(f"{self.folder}/", f"{ELISION}/"))


def answers(shell: Shell, steps: Iterable[Step]) -> Iterator[tuple[Step, str]]:
    """Every step with what it says."""
    for step in steps:
        yield step, shell.run(step)


def checkout(folder: Path) -> Path:
    """A folder in which ``make`` works as in a fresh clone that is set up: ours, without what runs have left in it."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-uv.lock"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv").mkdir()
    for part in ("bin", "lib", "pyvenv.cfg"):
        (folder / ".venv" / part).symlink_to(Path(sys.prefix) / part)
    (folder / ".venv" / ".installed").touch()
    return folder


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JIXIAO_", "PREFECT_", "MAKE", "MFLAGS"))}
    return kept | {"PATH": f"{folder / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "COLUMNS": "200"}


def session(code: str) -> str:
    """Runs a session of ``>>>`` and gives what differs from the answers that stand in it: nothing."""
    example = doctest.DocTestParser().get_doctest(code, {}, "page", None, 0)
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        doctest.DocTestRunner(verbose=False).run(example)
    return told.getvalue()
