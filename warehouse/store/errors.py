"""DuckDB's errors told in our words: who holds the file, what is damaged, which disk is full."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.errors import WarehouseDamaged, WarehouseError, WarehouseLocked

_INTERRUPTED = "Query interrupted"
_HOLDER = re.compile(r"PID (?P<pid>[0-9]+)")
_NO_SPACE = re.compile(r"no space left|disk quota|file too large|not enough (?:disk )?space|could not truncate", re.IGNORECASE)
# What the view settled_content raises.
_UNSETTLED = "the yearly tables do not tell yet"
_DAMAGE = re.compile(
    r"not a valid DuckDB|checksum|corrupt|deserializ|serialization|magic bytes|failed to load|"
    r"trying to read|different version|could not read enough bytes|unexpected end|invalidated",
    re.IGNORECASE,
)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what DuckDB and the file system raise inside into a ``WarehouseError`` that says who must act.

    Ctrl-C within a query, which DuckDB tells as a plain RuntimeError, is Ctrl-C again.
    """
    try:
        yield
    except RuntimeError as error:
        if str(error) != _INTERRUPTED:
            raise
        raise KeyboardInterrupt from error
    except duckdb.Error as error:
        raise translated(error, path) from error
    except OSError as error:
        raise _file_error(error, path) from error


def translated(error: duckdb.Error, path: Path) -> WarehouseError:
    message = str(error).splitlines()[0]
    if "Could not set lock" in message or "different configuration" in message:
        holder = _HOLDER.search(str(error))
        return locked(path, int(holder["pid"]) if holder else None)
    if is_unsettled(error):
        return WarehouseError(f"{path}: {message.partition(': ')[2]}")
    if _NO_SPACE.search(str(error)):
        return WarehouseError(f"no space left to write {path}: free some disk space and run again; nothing is half-loaded ({message})")
    if isinstance(error, duckdb.OutOfMemoryException):
        return WarehouseError(f"not enough memory to work on {path}: close other programs or use a larger machine ({message})")
    if "read-only" in message.lower() or "permission denied" in str(error).lower():
        return WarehouseError(f"{path} cannot be written: the file or its folder is read-only ({message})")
    if isinstance(error, duckdb.FatalException | duckdb.InternalException | duckdb.SerializationException) or _DAMAGE.search(str(error)):
        return damaged(path, message)
    return WarehouseError(f"the warehouse {path} could not do this: {message}")


def is_unsettled(error: duckdb.Error) -> bool:
    """Whether a yearly view was asked between a load and the settling."""
    return _UNSETTLED in str(error)


def locked(path: Path, pid: int | None) -> WarehouseLocked:
    who = f"process {pid}" if pid else "another process"
    return WarehouseLocked(f"the warehouse {path} is locked: {who} is using it (仓库正被占用); wait for it to end, then run again")


def damaged(path: Path, problem: str) -> WarehouseDamaged:
    return WarehouseDamaged(
        f"{path} is damaged or no warehouse of this program ({problem}); it was left as it is. "
        f"Move it away and ingest again, or put a sealed copy from {path.name}.sealed in its place"
    )


def _file_error(error: OSError, path: Path) -> WarehouseError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return WarehouseError(f"no space left beside {path}: free some disk space and run again; nothing is half-loaded")
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return WarehouseError(f"cannot write beside {path}: {error.strerror}; choose a place that you may write to")
    return WarehouseError(f"{error.filename or path}: {error.strerror or error}")
