"""Slow but steady work tells that it goes on, so that it is not taken for work that hangs."""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def beat() -> None:
    """To be called between steps that each take a while, such as the recognition of a page."""
    for listener in _listeners:
        listener()


def listen(listener: Callable[[], None]) -> None:
    """Has a function called at each beat; for worker processes."""
    _listeners.append(listener)
