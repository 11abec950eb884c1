"""Asking the command line in this process, as a user would type it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from typer.testing import CliRunner

from flows.cli import app


@dataclass(frozen=True)
class Answer:
    """What a command ended with: data on standard output, words on standard error."""

    code: int
    out: str
    err: str


Jixiao = Callable[..., Answer]


def ask(*words: object) -> Answer:
    result = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    return Answer(result.exit_code, result.stdout, result.stderr)
