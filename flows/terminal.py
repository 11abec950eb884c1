"""What a person reads: everything on standard error, escaped. Data alone goes to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping

from warehouse.publication.escaping import terminal_text


def say(text: str) -> None:
    """One line for people."""
    sys.stderr.write(terminal_text(text) + "\n")
    sys.stderr.flush()


def say_all(rows: Iterable[tuple[str, str]]) -> None:
    """Labelled lines for people, the labels in a column of their own."""
    lines = list(rows)
    width = max((len(label) for label, _ in lines), default=0)
    for label, text in lines:
        say(f"{label:<{width}}  {text}")


def put(lines: Iterable[str]) -> None:
    """Data, as it is: whoever made the lines has escaped them for their format."""
    for line in lines:
        sys.stdout.write(line)
    sys.stdout.flush()


def counted(counts: Mapping[str, int]) -> str:
    return " · ".join(f"{name} {count:,}" for name, count in counts.items())


def speak_any_encoding() -> None:
    """Lets text through that the terminal's encoding lacks, as codes, instead of ending with an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
