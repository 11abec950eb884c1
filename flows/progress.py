"""One progress bar on standard error while long work runs; silent where nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


# The rate, and the time left by it, are of that long: a batch may take many seconds.
RATE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar on the terminal, or none: then telling it something does nothing."""

    progress: Progress | None = None
    task: TaskID | None = None

    def tell(self, stage: str, done: int | None = None, total: int | None = None) -> None:
        """What is being done now; without ``total`` the bar only shows that something is."""
        if self.progress is not None and self.task is not None:
            self.progress.update(self.task, description=stage, completed=done or 0, total=total)
            speed = self.progress.tasks[self.task].speed if total else None
            self.progress.update(self.task, rate=f"{speed:.1f}/s" if speed else "")


_current: ContextVar[Bar] = ContextVar("progress_bar", default=Bar())  # noqa: B039 - a Bar is frozen


def tell(stage: str, done: int | None = None, total: int | None = None) -> None:
    """Tells the bar of the running command, if there is one."""
    _current.get().tell(stage, done, total)


@contextmanager
def progress_bar(quiet: bool) -> Iterator[None]:
    """Shows a bar on standard error until the work ends, where standard error is a terminal and nobody asked for quiet."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    stage, rate = TextColumn("{task.description}", markup=False), TextColumn("{task.fields[rate]}", markup=False)
    columns = (SpinnerColumn(), stage, BarColumn(), MofNCompleteColumn(), rate, TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=RATE_SECONDS) as progress:
        token = _current.set(Bar(progress, progress.add_task("starting", total=None, rate="")))
        try:
            yield
        finally:
            _current.reset(token)
