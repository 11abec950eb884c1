"""One writer: a lock beside the warehouse, or in the catalogue of a lake, that dies with its process, even a killed one."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from warehouse.store import catalogue_lock
from warehouse.store.errors import locked, told
from warehouse.store.lake import let_go, postgresql_of

_POLL_SECONDS = 0.1


class _Kind(NamedTuple):
    """How a lock is opened, taken, asked for its holder (in words) and let go; a handle is what it is opened as."""

    opened: Callable[[Path], Any]
    attempt: Callable[[Any], bool]
    holder: Callable[[Any], str | None]
    is_held: Callable[[Any], bool]
    close: Callable[[Any], object]


class _Held(NamedTuple):
    """A lock that this process holds, and how often it was taken."""

    kind: _Kind
    handle: Any
    times: int


# A record lock is lost when any descriptor of its file is closed, so that the file is opened once only.
_held: dict[Path, _Held] = {}
_guard = threading.Lock()


@contextmanager
def lock_warehouse(path: Path, wait_seconds: float = 3.0) -> Iterator[None]:
    """Holds the warehouse for writing; re-entrant within the process.

    Raises ``WarehouseLocked`` with the holder after ``wait_seconds``.
    """
    path = path.absolute()
    with told(path):
        _take(path, wait_seconds)
    try:
        yield
    finally:
        _release(path)


def require_lock(path: Path) -> None:
    """Raises ``WarehouseLocked`` where a lock was lost meanwhile, as one in a catalogue is when its server starts anew."""
    held = _held.get(path.absolute())
    if held is not None and not held.kind.is_held(held.handle):
        raise locked(path, "its catalogue was started anew, and another process may be")


def lock_path(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def lock_holder(path: Path) -> str | None:
    """The process that writes this warehouse now, if any, in words."""
    path = path.absolute()
    if path in _held:
        return f"process {os.getpid()}"
    kind = _kind(path)
    if kind is _FILE and not os.access(lock_path(path), os.R_OK | os.W_OK):
        return None
    with told(path):
        handle = kind.opened(path)
        try:
            return None if kind.attempt(handle) else kind.holder(handle)
        finally:
            kind.close(handle)


def _take(path: Path, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    with _guard:
        if path in _held:
            _held[path] = _held[path]._replace(times=_held[path].times + 1)
            return
        kind = _kind(path)
        handle = kind.opened(path)
        try:
            while not kind.attempt(handle):
                if time.monotonic() >= deadline:
                    raise locked(path, kind.holder(handle))
                time.sleep(_POLL_SECONDS)
        except BaseException:
            kind.close(handle)
            raise
        _held[path] = _Held(kind, handle, 1)


def _release(path: Path) -> None:
    with _guard:
        held = _held[path]
        if held.times > 1:
            _held[path] = held._replace(times=held.times - 1)
            return
        del _held[path]
        held.kind.close(held.handle)


def _kind(path: Path) -> _Kind:
    return _IN_CATALOGUE if postgresql_of(path) else _FILE


def _open_file(path: Path) -> int:
    return os.open(lock_path(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)


def _attempt_file(descriptor: int) -> bool:
    """A record lock, not a ``flock``: it is not inherited by forked workers, so that it ends with this process alone."""
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    return True


def _holder_of_file(descriptor: int) -> str | None:
    """The process id that the holder wrote into the file; None if it has not yet."""
    text = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
    return f"process {text}" if text.isdecimal() else None


_FILE = _Kind(_open_file, _attempt_file, _holder_of_file, lambda _: True, os.close)
_IN_CATALOGUE = _Kind(
    catalogue_lock.open_lock,
    catalogue_lock.attempt,
    catalogue_lock.holder,
    catalogue_lock.is_held,
    let_go,
)
