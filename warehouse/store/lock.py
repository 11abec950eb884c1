"""One writer: a lock beside the warehouse that dies with its process, even a killed one."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.store.errors import locked, told

_POLL_SECONDS = 0.1
# Locks that this process holds: path → (descriptor, how often it was taken). A record lock is lost when any descriptor of
# its file is closed, so that the file is opened once only.
_held: dict[Path, tuple[int, int]] = {}
_guard = threading.Lock()


@contextmanager
def lock_warehouse(path: Path, wait_seconds: float = 3.0) -> Iterator[None]:
    """Holds the warehouse for writing; re-entrant within the process.

    A record lock, not a ``flock``: it is not inherited by forked workers, so that it ends with this process alone.
    Raises ``WarehouseLocked`` with the holder's process id after ``wait_seconds``.
    """
    path = path.absolute()
    with told(path):
        _take(path, wait_seconds)
    try:
        yield
    finally:
        _release(path)


def lock_path(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def lock_holder(path: Path) -> int | None:
    """The process that writes this warehouse now, if any."""
    if path.absolute() in _held:
        return os.getpid()
    try:
        descriptor = os.open(lock_path(path), os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        return _holder(descriptor) if not _try(descriptor) else None
    finally:
        os.close(descriptor)


def _take(path: Path, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    with _guard:
        if path in _held:
            descriptor, count = _held[path]
            _held[path] = (descriptor, count + 1)
            return
        descriptor = os.open(lock_path(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            while not _try(descriptor):
                if time.monotonic() >= deadline:
                    raise locked(path, _holder(descriptor))
                time.sleep(_POLL_SECONDS)
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        except BaseException:
            os.close(descriptor)
            raise
        _held[path] = (descriptor, 1)


def _release(path: Path) -> None:
    with _guard:
        descriptor, count = _held[path]
        if count > 1:
            _held[path] = (descriptor, count - 1)
            return
        del _held[path]
        os.close(descriptor)


def _try(descriptor: int) -> bool:
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _holder(descriptor: int) -> int | None:
    """The process id that the holder wrote into the file; None if it has not yet."""
    text = os.pread(descriptor, 32, 0).strip()
    return int(text) if text.isdigit() else None
