"""Patience of scheduled runs: what passes by itself is tried again, anything else is not."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from flows.terminal import say
from warehouse.errors import WarehouseLocked

Result = TypeVar("Result")
TRIES = 5
PAUSE_SECONDS = 60.0


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
