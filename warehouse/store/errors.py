"""DuckDB's errors told in our words: who holds the file, what is damaged, which disk is full, which catalogue does not answer."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.errors import UsageError, WarehouseDamaged, WarehouseError, WarehouseLocked

_INTERRUPTED = "Query interrupted"
_HOLDER = re.compile(r"PID (?P<pid>[0-9]+)")
_NO_SPACE = re.compile(r"no space left|disk quota|not enough (?:disk )?space|could not truncate", re.IGNORECASE)
_TOO_LARGE = re.compile(r"file too large", re.IGNORECASE)
# A lake's catalogue: PostgreSQL cannot be reached, or went away meanwhile.
_NO_CATALOGUE = re.compile(
    r"unable to connect to postgres|server closed the connection|connection to server|no connection to the server|"
    r"terminating connection|could not receive data from server|database system is|failed to execute query \"rollback\"",
    re.IGNORECASE,
)
_NOT_MADE = re.compile(r"existing ducklake .* does not exist", re.IGNORECASE)
_NO_RIGHT = re.compile(r"permission denied for (?:schema|table|database|function)", re.IGNORECASE)
# libpq's own words, without the address that DuckDB puts before them.
_REASON = re.compile(r"(?:connection to server|server closed|terminating).*", re.IGNORECASE)
_CONFLICT = re.compile(r"transaction conflict|failed to commit ducklake", re.IGNORECASE)
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
        return locked(path, f"process {holder['pid']}" if holder else None)
    of_catalogue = _of_catalogue(error, path)
    if of_catalogue:
        return of_catalogue
    if is_unsettled(error):
        return WarehouseError(f"{path}: {message.partition(': ')[2]}")
    if _TOO_LARGE.search(str(error)):
        return too_large(path)
    if _NO_SPACE.search(str(error)):
        return WarehouseError(f"no space left to write {path}: free some disk space and run again; nothing is half-loaded ({message})")
    if _CONFLICT.search(str(error)):
        return WarehouseLocked(f"another process changed the warehouse {path} meanwhile: nothing is half-loaded, run again ({message})")
    if isinstance(error, duckdb.OutOfMemoryException):
        return WarehouseError(f"not enough memory to work on {path}: close other programs or use a larger machine ({message})")
    if "read-only" in message.lower() or "permission denied" in str(error).lower():
        return WarehouseError(f"{path} cannot be written: the file or its folder is read-only ({message})")
    if isinstance(error, duckdb.FatalException | duckdb.InternalException | duckdb.SerializationException) or _DAMAGE.search(str(error)):
        return damaged(path, message)
    return WarehouseError(f"the warehouse {path} could not do this: {message}")


def _of_catalogue(error: duckdb.Error, path: Path) -> WarehouseError | None:
    """What the catalogue of a lake says; None where it is something else."""
    message = str(error).splitlines()[0]
    if _NO_CATALOGUE.search(str(error)):
        return _unreachable(error, path)
    if _NOT_MADE.search(message):
        return UsageError(f"there is no warehouse in the catalogue of {path}: run jixiao ingest first, or correct --warehouse")
    if _NO_RIGHT.search(str(error)):
        return WarehouseError(
            f"the catalogue of {path} refuses this user: grant the right, or name another user in --warehouse ({message})"
        )
    if "DATA_PATH" in message:
        return UsageError(
            f"the catalogue of {path} keeps its data elsewhere: name the folder that it was made with, by --data-path ({message})"
        )
    return None


def is_unsettled(error: duckdb.Error) -> bool:
    """Whether a yearly view was asked between a load and the settling."""
    return _UNSETTLED in str(error)


def locked(path: Path, who: str | None) -> WarehouseLocked:
    """``who`` holds it, in words; None where nobody knows."""
    return WarehouseLocked(
        f"the warehouse {path} is locked: {who or 'another process'} is using it (仓库正被占用); wait for it to end, then run again"
    )


def damaged(path: Path, problem: str) -> WarehouseDamaged:
    return WarehouseDamaged(
        f"{path} is damaged or no warehouse of this program ({problem}); it was left as it is. "
        f"Move it away and ingest again, or put a sealed copy from {path.name}.sealed in its place"
    )


def too_large(path: Path) -> WarehouseError:
    """A limit of the shell or the file system, not the disk: to free some of it would not help."""
    return WarehouseError(
        f"{path} would grow beyond the size that a file may have here: raise the limit (ulimit -f) and run again; nothing is half-loaded"
    )


def _unreachable(error: duckdb.Error, path: Path) -> WarehouseError:
    said = " ".join(line.strip() for line in str(error).splitlines() if "connection" in line.lower() or "FATAL" in line)
    reason = (_REASON.search(said) or ["the connection was lost"])[0]
    return WarehouseError(
        f"the catalogue of {path} does not answer: start its PostgreSQL, or correct --warehouse, and run again; "
        f"what was loaded is whole ({reason})"
    )


def _file_error(error: OSError, path: Path) -> WarehouseError:
    if error.errno == errno.EFBIG:
        return too_large(path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WarehouseError(f"no space left beside {path}: free some disk space and run again; nothing is half-loaded")
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return WarehouseError(f"cannot write beside {path}: {error.strerror}; choose a place that you may write to")
    return WarehouseError(f"{error.filename or path}: {error.strerror or error}")
