"""Patience of scheduled runs: what passes by itself is tried again, anything else is not, and all has an end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from prefect.runtime import deployment

from flows.terminal import say
from flows.time_limit import time_limit
from warehouse.errors import WarehouseLocked
from warehouse.settings import Settings

Result = TypeVar("Result")
TRIES = 5
PAUSE_SECONDS = 60.0


def deployed(work: Callable[[Settings], Result], settings: Settings) -> Result:
    """Does the work; where a deployment runs it, patiently and within its time limit."""
    is_scheduled = deployment.id is not None
    with time_limit(settings.time_limit if is_scheduled else 0):
        return patiently(lambda: work(settings), is_scheduled=is_scheduled)


def patiently(work: Callable[[], Result], *, is_scheduled: bool, pause_seconds: float = PAUSE_SECONDS) -> Result:
    """Does the work; where a deployment runs it and another process holds the warehouse, again after a pause, five times in all.

    Of all faults only a lock passes without anybody doing something. Whoever types a command is told at once.
    """
    for _ in range(TRIES - 1 if is_scheduled else 0):
        try:
            return work()
        except WarehouseLocked as error:
            say(f"jixiao: {error}; again in {pause_seconds:g} s")
            time.sleep(pause_seconds)
    return work()
