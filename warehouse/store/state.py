"""Whether the loaded rows have been put together since they last changed, and when they last changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import duckdb

from warehouse.store.lock import require_lock
from warehouse.store.opening import Warehouse

SETTLED = "settled"
LOADED = "loaded"


@contextmanager
def transaction(warehouse: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    """All or nothing. After an error DuckDB may have ended the transaction itself: then there is nothing to roll back."""
    connection = warehouse.connection
    connection.execute("begin")
    try:
        yield connection
        require_lock(warehouse.path)
        connection.execute("commit")
    except BaseException:
        _roll_back(connection)
        raise


def _roll_back(connection: duckdb.DuckDBPyConnection) -> None:
    try:
        connection.execute("rollback")
    except duckdb.Error:
        return


def mark_changed(connection: duckdb.DuckDBPyConnection, state: str) -> datetime:
    """Notes within a transaction that the content is another one now, and when: the stamp grows even where the clock does not."""
    last = content_changed_at(connection)
    now = utc_now()
    stamp = max(now, last + timedelta(microseconds=1)) if last else now
    connection.execute("update meta set value = ?, changed_at = ? where property = 'content'", [state, stamp])
    return stamp


def utc_now() -> datetime:
    """Now, in UTC, as the columns named ``*_at`` hold it."""
    return datetime.now(UTC).replace(tzinfo=None)


def content_changed_at(connection: duckdb.DuckDBPyConnection) -> datetime | None:
    row = connection.execute("select changed_at from meta where property = 'content'").fetchone()
    return row[0] if row else None


def run_changed_at(connection: duckdb.DuckDBPyConnection) -> datetime | None:
    """When a run last began, ended or was checked."""
    row = connection.execute(
        "select max(changed_at) from (select unnest([started_at, finished_at]) as changed_at from run"
        " union all select checked_at from expectation_result)"
    ).fetchone()
    return row[0] if row else None


def content_state(connection: duckdb.DuckDBPyConnection) -> str:
    """``settled`` or ``loaded``: rows have come or gone and ``settle`` has not run since."""
    row = connection.execute("select value from meta where property = 'content'").fetchone()
    return str(row[0]) if row else LOADED
