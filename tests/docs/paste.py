"""Renews the outputs that the pages and READMEs show: `python -m tests.docs.paste [PAGE ...]`, after a change
that means to alter them.

An output that still agrees stays as it is, with what it elides; any other is written anew and read by the author.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.docs.pages import READMES, TUTORIAL, answers_of, answers_of_readme, others, readme_steps, tour
from tests.docs.shown import ROOT, Step, agrees


def paste(page: str, said: Iterable[tuple[Step, str]]) -> int:
    """Writes the outputs that do not agree into their page; how many there were."""
    path = ROOT / page
    text = path.read_text(encoding="utf-8")
    wrong = [(step, output) for step, output in said if step.is_shown and not agrees(step.shown, output)]
    for step, output in reversed(wrong):
        lines = "".join(f"{line.rstrip()}\n" for line in output.rstrip().splitlines())
        text = text[: step.start] + lines + text[step.end :]
    path.write_text(text, encoding="utf-8")
    return len(wrong)


def main(wanted: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        taken = tour(folder, whole=not wanted or TUTORIAL in wanted)
        tell(TUTORIAL, paste(TUTORIAL, taken.said))
        for page in READMES:
            if not wanted or page in wanted:
                tell(page, paste(page, answers_of_readme(taken, readme_steps(page))))
        for page in others():
            if not wanted or page in wanted:
                tell(page, paste(page, answers_of(page, taken.made, folder)))


def tell(page: str, renewed: int) -> None:
    print(f"{page}: {renewed} outputs renewed", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
