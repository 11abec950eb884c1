"""Work given out to processes: pages of reports and organisations are functions of the sealed copy, in any order."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

from warehouse.publication.site.contents import AT_ONCE, portions
from warehouse.publication.site.framing import Files, Page

# Fewer than this are made sooner than a process starts.
_WORTHWHILE = 100
_made_with: tuple[Any, ...] = ()


def pages_of(make: Callable[..., list[Page]], shared: Sequence[Any], items: Sequence[Any]) -> Files:
    """``make(*shared, portion)`` for one portion of the items after the other, in their order.

    Processes are started afresh, not forked: this one may have threads. Never more than a few portions wait to be written.
    """
    processes = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(items) < _WORTHWHILE or processes == 1:
        for portion in portions(items):
            yield from make(*shared, portion)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=tuple(shared)) as pool:
        yield from _in_turn(pool, make, portions(items, AT_ONCE // 4), 2 * processes)


def _in_turn(pool: ProcessPoolExecutor, make: Callable[..., list[Page]], waiting: Iterator[Sequence[Any]], ahead: int) -> Files:
    begun: deque[Future[list[Page]]] = deque()
    for portion in waiting:
        begun.append(pool.submit(_make, make, portion))
        if len(begun) > ahead:
            yield from begun.popleft().result()
    while begun:
        yield from begun.popleft().result()


def _begin(*shared: Any) -> None:
    """What all portions need is sent to a process once."""
    global _made_with
    _made_with = shared


def _make(make: Callable[..., list[Page]], portion: Sequence[Any]) -> list[Page]:
    return make(*_made_with, portion)
