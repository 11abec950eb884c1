"""Which pages are run, and their answers: the tutorial from nothing, the others on the warehouse that its first step makes."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.docs.running import Shell, answers, checkout
from tests.docs.shown import ROOT, Step, steps_of

TUTORIAL = "docs/tutorial.md"
READMES = ("README.md", "README.zh-CN.md")
# `make run` as the READMEs have it goes through Prefect, which says the same and takes half a minute more to start.
MAKE_RUN = {"make run": "make run ARGS=--direct"}

Said = tuple[tuple[Step, str], ...]


@dataclass(frozen=True)
class Tour:
    """What the steps of the tutorial say, and a folder as its first step leaves it: the warehouse of the samples."""

    said: Said
    made: Path


def tour(folder: Path, *, whole: bool = True) -> Tour:
    """Runs the tutorial from nothing; only its first step where it is not wanted ``whole``."""
    place, made = folder / "tour", folder / "made"
    place.mkdir()
    shell = Shell(checkout(place))
    first, *rest = steps_of(ROOT / TUTORIAL)
    said: Said = ((first, shell.run(first)),)
    shutil.copytree(place, made, symlinks=True)
    return Tour(said + (tuple(answers(shell, rest)) if whole else ()), made)


def answers_of(page: str, made: Path, folder: Path) -> Said:
    """Runs another page, on a copy of the samples' warehouse of its own."""
    own = folder / Path(page).stem
    shutil.copytree(made, own, symlinks=True)
    return tuple(answers(Shell(own), steps_of(ROOT / page)))


def others() -> tuple[str, ...]:
    """All pages of docs/ but the tutorial that hold commands to run."""
    return tuple(page for page in _pages() if page != TUTORIAL and any(step.kind != "session" for step in steps_of(ROOT / page)))


def explanations() -> tuple[str, ...]:
    """The pages whose examples are sessions of Python: they need no warehouse."""
    return tuple(page for page in _pages() if any(step.kind == "session" for step in steps_of(ROOT / page)))


def _pages() -> tuple[str, ...]:
    return tuple(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs").rglob("*.md")))


def readme_steps(name: str) -> tuple[Step, ...]:
    """The commands of a README that are shown with what they say."""
    return tuple(step for step in steps_of(ROOT / name) if step.shown.strip())


def answers_of_readme(taken: Tour, steps: Iterable[Step]) -> Said:
    """Each command's answer; the first run is the tutorial's own."""
    shell = Shell(taken.made)
    first, summary = taken.said[0]
    assert first.code in MAKE_RUN.values(), "the tutorial begins where the READMEs do"
    return tuple((step, summary if MAKE_RUN.get(step.code) == first.code else _quiet(shell, step)) for step in steps)


def _quiet(shell: Shell, step: Step) -> str:
    """READMEs leave out on which file a query was answered."""
    return "".join(line for line in shell.run(step).splitlines(keepends=True) if not line.startswith("from the "))
