"""Opening the warehouse: made in one step if absent, migrated if old, refused untouched if foreign, damaged or of a newer version."""

from __future__ import annotations

import contextlib
import os
import time
from collections import Counter
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
from warehouse.store.lake import LAKE, connect_lake, is_lake, lake, lake_statements, let_go, quoted
from warehouse.store.lock import lock_warehouse
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
# How often this process has each warehouse open: only the last one to close it may put another file in its place.
_opened: Counter[Path] = Counter()


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
            if is_lake(path):
                _create_lake(path)
            elif not path.exists() or path.stat().st_size == 0:
                _create(path)
        _prove(path, deadline)
        connection = _connect(path, deadline, read_only=False)
        compaction_due = False
        _opened[path] += 1
        try:
            with told(path):
                _refresh_views(connection)
                _doubt_outdated(connection)
            yield Warehouse(path, connection)
            with told(path):
                compaction_due = is_due(connection)
        finally:
            _opened[path] -= 1
            let_go(connection)
        if compaction_due and not _opened[path]:
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
        let_go(connection)


def statements_to_read(path: Path, name: str = LAKE) -> tuple[str, ...]:
    """What leads a connection to a warehouse under a name, read-only and as its default."""
    if is_lake(path):
        return tuple(lake_statements(path, read_only=True, name=name))
    return (f"attach {quoted(path)} as {name} (read_only)", f"use {name}")


def schema_version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The version of the tables in an open file; ``WarehouseDamaged`` if it is no warehouse of ours."""
    there = "select table_name from duckdb_tables() where database_name = current_database() and schema_name = 'main'"
    tables = {name for (name,) in connection.execute(there).fetchall()}
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
    _make_views(connection)


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


def _create_lake(path: Path) -> None:
    """The tables of a new lake, in one transaction; a lake that has tables stays as it is."""
    with lake(path) as connection:
        if connection.execute("select 1 from duckdb_tables() where database_name = current_database() limit 1").fetchone():
            return
        connection.execute("begin")
        create_objects(connection)
        connection.execute("commit")


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
            if not is_lake(path) and path.stat().st_size <= _READ_WHOLE_BELOW:
                read_all(connection)
    finally:
        let_go(connection)
    if found < SCHEMA_VERSION:
        _migrate(path, found, deadline)
    _proven.add(key)


def _migrate(path: Path, found: int, deadline: float) -> None:
    connection = _connect(path, deadline, read_only=False)
    try:
        with told(path):
            migrate(connection, found)
    finally:
        let_go(connection)


def read_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Reads every value of every table, so that a damaged block shows itself."""
    there = "select table_name from duckdb_tables() where database_name = current_database() and schema_name = 'main'"
    for (table,) in connection.execute(there).fetchall():
        connection.execute(f"select bit_xor(hash({table})) from {table}").fetchone()


def _connect(path: Path, deadline: float, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Opens the file, waiting for readers and writers of other processes to leave it until the deadline."""
    while True:
        try:
            connection = connect_lake(path, read_only=read_only) if is_lake(path) else duckdb.connect(str(path), read_only=read_only)
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
    row = connection.execute("select value from meta where property = 'views'").fetchone()
    if row and row[0] == _views_version():
        return
    connection.execute("begin")
    _make_views(connection)
    connection.execute("commit")


def _make_views(connection: duckdb.DuckDBPyConnection) -> None:
    for view in VIEWS:
        connection.execute(sql("views", view))
    connection.execute("update meta set value = ? where property = 'views'", [_views_version()])


def _views_version() -> str:
    return sha256("\x1f".join(sql("views", view) for view in VIEWS).encode()).hexdigest()[:16]


def _doubt_outdated(connection: duckdb.DuckDBPyConnection) -> None:
    """Yearly tables that another version's definitions made are shown no more until they are made anew."""
    if is_outdated(connection):
        connection.execute("update meta set value = 'loaded' where property = 'content'")


def leftovers(path: Path) -> tuple[Path, ...]:
    """Files beside the warehouse that an interrupted run left and that mean nothing."""
    found = [path.with_name(path.name + suffix) for suffix in (".new", ".new.wal")]
    return tuple(file for file in found if os.path.lexists(file))
