"""Opening the warehouse: made in one step if absent, migrated if old, refused untouched if foreign, damaged or of a newer version."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import duckdb

from warehouse.errors import UsageError, WarehouseLocked
from warehouse.store.catalogue import SCHEMA_VERSION, TABLES, VIEWS, sql
from warehouse.store.compaction import compact, is_due
from warehouse.store.errors import damaged, told, translated
from warehouse.store.lock import is_outermost, lock_warehouse
from warehouse.store.migration import migrate, require_known_version
from warehouse.store.yearly import is_outdated, yearly_version

_POLL_SECONDS = 0.1
# Every table of a file up to this size is read once before the first write of a process: damage is noticed at the start.
_READ_WHOLE_BELOW = 2 << 30
# While batches stream in. Memory: several of the largest batches; what is cached beyond is of no use to a writer. One thread: a
# batch is too small to share, and those that wait for work take the processor from the readers. A log that is long enough to be
# folded into the file once for some thousand documents, not for every few batches. (Together a third of the processor time.)
_STREAMING = {"memory_limit": "512MiB", "threads": 1, "checkpoint_threshold": "128MiB"}
_proven: set[tuple[Path, int]] = set()


@dataclass(frozen=True, slots=True)
class Warehouse:
    """An open warehouse: its file and the connection that may write it."""

    path: Path
    connection: duckdb.DuckDBPyConnection


@contextmanager
def open_warehouse(path: Path, wait_seconds: float = 3.0) -> Iterator[Warehouse]:
    """The warehouse, open for writing under its lock; made if there is none.

    A file of an earlier version is migrated. Raises ``WarehouseLocked`` while another process uses it, ``WarehouseDamaged`` for
    a file that is not ours, is damaged or of a newer version (it is never written to), ``UsageError`` for a path that cannot be one.
    """
    path = path.absolute()
    _refuse_wrong_paths(path)
    deadline = time.monotonic() + wait_seconds
    with lock_warehouse(path, wait_seconds):
        with told(path):
            if not path.exists() or path.stat().st_size == 0:
                _create(path)
        _prove(path, deadline)
        connection = _connect(path, deadline, read_only=False)
        compaction_due = False
        try:
            with told(path):
                _refresh_views(connection)
                _doubt_outdated(connection)
            yield Warehouse(path, connection)
            with told(path):
                compaction_due = is_due(connection) and is_outermost(path)
        finally:
            _close(connection)
        if compaction_due:
            with told(path):
                compact(path)


@contextmanager
def streaming(warehouse: Warehouse) -> Iterator[None]:
    """While batches stream in, the database keeps to a memory that does not grow with it; what comes after may need more."""
    with told(warehouse.path):
        for setting, value in _STREAMING.items():
            warehouse.connection.execute(f"set {setting} = '{value}'")
    try:
        yield
    finally:
        with contextlib.suppress(duckdb.Error):  # after a full disk the connection may be gone, and the error tells it
            for setting in _STREAMING:
                warehouse.connection.execute(f"reset {setting}")


@contextmanager
def open_for_reading(path: Path, wait_seconds: float = 3.0) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the warehouse itself."""
    path = path.absolute()
    if not path.is_file():
        raise UsageError(f"there is no warehouse {path}: run jixiao ingest first, or name another with --warehouse")
    connection = _connect(path, time.monotonic() + wait_seconds, read_only=True)
    try:
        with told(path):
            yield connection
    finally:
        _close(connection)


def schema_version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The version of the tables in an open file; ``WarehouseDamaged`` if it is no warehouse of ours."""
    tables = {name for (name,) in connection.execute("select table_name from duckdb_tables() where schema_name = 'main'").fetchall()}
    if "meta" not in tables or not tables >= {"dim_document", "source_file"}:
        raise damaged(path, "it holds another program's tables" if tables else "it holds no tables")
    row = connection.execute("select value from meta where property = 'schema_version'").fetchone()
    if row is None or not str(row[0]).isdecimal():
        raise damaged(path, "it names no schema version")
    return int(row[0])


def create_objects(connection: duckdb.DuckDBPyConnection) -> None:
    """All tables and views in an empty database."""
    for table in TABLES:
        connection.execute(sql("schema", table))
    connection.execute(
        "insert into meta (property, value) values"
        " ('application', 'jixiao'), ('schema_version', ?), ('views', ''), ('yearly', ?), ('content', 'settled')",
        [str(SCHEMA_VERSION), yearly_version()],
    )
    _refresh_views(connection)


def _refuse_wrong_paths(path: Path) -> None:
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name the warehouse's file with --warehouse")
    if not path.parent.is_dir():
        raise UsageError(f"the folder {path.parent} does not exist: make it first, or name another file with --warehouse")


def _create(path: Path) -> None:
    """A new warehouse, built beside and put in place in one step, so that a crash leaves none rather than half of one."""
    if path.exists() and any(path.with_name(path.name + ".sealed").glob("*.duckdb")):
        raise damaged(path, "it is empty, but there are sealed copies of it")
    beside = path.with_name(f"{path.name}.new")
    for leftover in (beside, beside.with_name(beside.name + ".wal")):
        leftover.unlink(missing_ok=True)
    connection = duckdb.connect(str(beside))
    try:
        create_objects(connection)
        connection.execute("checkpoint")
    finally:
        connection.close()
    # A log that a deleted warehouse left behind must not be replayed into this one.
    path.with_name(path.name + ".wal").unlink(missing_ok=True)
    beside.replace(path)


def _prove(path: Path, deadline: float) -> None:
    """Opens the file without touching it: is it ours, of this version, and can all of it be read?"""
    key = (path, path.stat().st_ino)
    if key in _proven:
        return
    connection = _connect(path, deadline, read_only=True)
    try:
        with told(path):
            found = schema_version(connection, path)
            require_known_version(found, path)
            if path.stat().st_size <= _READ_WHOLE_BELOW:
                read_all(connection)
    finally:
        _close(connection)
    if found < SCHEMA_VERSION:
        _migrate(path, found, deadline)
    _proven.add(key)


def _migrate(path: Path, found: int, deadline: float) -> None:
    connection = _connect(path, deadline, read_only=False)
    try:
        with told(path):
            migrate(connection, found)
    finally:
        _close(connection)


def read_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Reads every value of every table, so that a damaged block shows itself."""
    there = "select table_name from duckdb_tables() where database_name = current_database() and schema_name = 'main'"
    for (table,) in connection.execute(there).fetchall():
        connection.execute(f"select bit_xor(hash({table})) from {table}").fetchone()


def _connect(path: Path, deadline: float, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Opens the file, waiting for readers and writers of other processes to leave it until the deadline."""
    while True:
        try:
            connection = duckdb.connect(str(path), read_only=read_only)
            # A query that takes seconds would draw on standard output, which is for data.
            connection.execute("set enable_progress_bar = false")
            return connection
        except duckdb.Error as error:
            problem = translated(error, path)
            if not isinstance(problem, WarehouseLocked) or time.monotonic() >= deadline:
                raise problem from error
        time.sleep(_POLL_SECONDS)


def _refresh_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the views anew if their text in ``sql/views`` is not that of this file."""
    texts = [sql("views", view) for view in VIEWS]
    version = sha256("\x1f".join(texts).encode()).hexdigest()[:16]
    row = connection.execute("select value from meta where property = 'views'").fetchone()
    if row and row[0] == version:
        return
    connection.execute("begin")
    for text in texts:
        connection.execute(text)
    connection.execute("update meta set value = ? where property = 'views'", [version])
    connection.execute("commit")


def _doubt_outdated(connection: duckdb.DuckDBPyConnection) -> None:
    """Yearly tables that another version's definitions made are shown no more until they are made anew."""
    if is_outdated(connection):
        connection.execute("update meta set value = 'loaded' where property = 'content'")


def _close(connection: duckdb.DuckDBPyConnection) -> None:
    """Closes without hiding the error that ended the work: after a full disk closing may fail, too."""
    with contextlib.suppress(duckdb.Error, OSError):
        connection.close()


def leftovers(path: Path) -> tuple[Path, ...]:
    """Files beside the warehouse that an interrupted run left and that mean nothing."""
    found = [path.with_name(path.name + suffix) for suffix in (".new", ".new.wal")]
    return tuple(file for file in found if os.path.lexists(file))
