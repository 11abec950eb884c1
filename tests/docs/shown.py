"""Pages whose code blocks are run: what a page shows is what the program says.

In a page of Markdown

- ```` ```console ```` holds commands (``$ ``, continued on lines that begin with ``> ``) and, below each, all that it writes;
- ```` ```sql ```` holds one query for ``jixiao sql``, ```` ```python ```` a program, each with its output in the ```` ```text ````
  block that follows at once, if there is one; a program may be a session (``>>> ``) and then holds its own answers;
- ``…`` in an output stands for anything within the line, on a line of its own for any lines.

Blocks with any other name (``sh``, ``csv``, ``yaml``) are only shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ELISION = "…"

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*\n(?:> .*\n|>\n)*)((?:(?!\$ ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to run: its kind (``console``, ``sql``, ``python``, ``session``), its code, what the page shows for it, and where.

    ``start`` and ``end`` are the place of the shown output in the page; ``is_shown`` is False where the page has no place for one.
    """

    page: str
    line: int
    kind: str
    code: str
    shown: str
    start: int
    end: int
    is_shown: bool = True


def steps_of(path: Path) -> tuple[Step, ...]:
    """All steps of a page, in order."""
    return tuple(_steps(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")))


def _steps(page: str, text: str) -> Iterator[Step]:
    for block in _BLOCK.finditer(text):
        line = text.count("\n", 0, block.start()) + 1
        kind, code = block[1], block[2]
        if kind == "console":
            yield from _commands(page, text, block)
        elif kind == "python" and code.startswith(">>> "):
            yield Step(page, line, "session", code, "", block.end(), block.end(), is_shown=False)
        elif kind in ("sql", "python"):
            behind = re.compile(r"\n\n?```text\n(.*?)^```$", re.MULTILINE | re.DOTALL).match(text, block.end())
            place = behind.span(1) if behind else (block.end(), block.end())
            yield Step(page, line, kind, code, behind[1] if behind else "", *place, is_shown=bool(behind))


def _commands(page: str, text: str, block: re.Match[str]) -> Iterator[Step]:
    for command in _COMMAND.finditer(text, block.start(2), block.end(2)):
        first, *rest = command[1].splitlines()
        code = "\n".join([first, *(line[2:] for line in rest)])
        yield Step(page, text.count("\n", 0, command.start()) + 1, "console", code, command[2], *command.span(2))


def agrees(shown: str, said: str) -> bool:
    """Whether an output is the one that a page shows, blanks at the ends of lines aside."""
    parts = []
    for line in _lines(shown):
        if line.strip() == ELISION:
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(".*?".join(map(re.escape, line.split(ELISION))) + r"\n")
    return re.fullmatch("".join(parts), "".join(f"{line}\n" for line in _lines(said))) is not None


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]
