"""The time limit of scheduled runs: one that hangs must not keep the next ones from the warehouse."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from flows.terminal import say

CANNOT = 3


@contextmanager
def time_limit(minutes: float) -> Iterator[None]:
    """Ends this process, which runs nothing but the work inside, with 3 when the work takes longer; 0 is no limit.

    The whole process, as a kill does: its lock dies with it, what is committed stays, and the next run closes it as dead.
    Prefect's own ``timeout_seconds`` raises an error in the work instead, but DuckDB lets a query that is interrupted so run
    on, and the connection cannot be closed before it has ended: the run would hang on with the lock.
    """
    if not minutes:
        yield
        return
    timer = Timer(60 * minutes, _end, [minutes])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(minutes: float) -> None:
    say(
        f"jixiao: the run took longer than its limit of {minutes:g} minutes (JIXIAO_TIME_LIMIT) and was ended; "
        "what was loaded is whole, the next run goes on from there"
    )
    sys.stdout.flush()
    os._exit(CANNOT)
