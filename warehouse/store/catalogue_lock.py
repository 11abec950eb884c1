"""The lock of a lake whose catalogue is in PostgreSQL: an advisory lock there, which ends with the connection that holds it.

DuckLake notices by itself that two transactions changed the same rows, but not that both found none and wrote the same new ones.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path

import duckdb

from warehouse.store.lake import connect_postgresql

# "jixiao" as a number. A database holds one lake, so that all writers of it ask for this lock; a connection has it for a transaction.
_KEY = int.from_bytes(b"jixiao")
_TRY = f"select pg_try_advisory_xact_lock({_KEY}) as is_held"
_HOLDER = f"""
    select a.application_name
    from pg_locks as l inner join pg_stat_activity as a using (pid)
    where l.locktype = 'advisory' and l.granted and l.classid = {_KEY >> 32} and l.objid = {_KEY & 0xFFFFFFFF}
"""
# The lock is held while files are read, which is idle to the server; a machine that lost its power gives it free within two minutes.
_WATCHED = (
    "set idle_in_transaction_session_timeout = 0",
    "set tcp_keepalives_idle = 30",
    "set tcp_keepalives_interval = 15",
    "set tcp_keepalives_count = 4",
)


def open_lock(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection that can hold the lock. Raises ``duckdb.Error``."""
    return connect_postgresql(path, f"process {os.getpid()} on {socket.gethostname()}")


def attempt(connection: duckdb.DuckDBPyConnection) -> bool:
    """Takes the lock, if nobody has it, for as long as the connection is open."""
    connection.execute("begin")
    if _ask(connection, _TRY) != [(True,)]:
        connection.execute("rollback")
        return False
    for setting in _WATCHED:
        connection.execute("call postgres_execute('catalogue', ?)", [setting])
    return True


def is_held(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the connection that took the lock still lives: a server that was started anew knows nothing of it."""
    try:
        return bool(_ask(connection, "select 1 as one"))
    except duckdb.Error:
        return False


def holder(connection: duckdb.DuckDBPyConnection) -> str | None:
    """Who holds the lock, in words."""
    found = _ask(connection, _HOLDER)
    return str(found[0][0]) if found else None


def _ask(connection: duckdb.DuckDBPyConnection, question: str) -> list[tuple[object, ...]]:
    return connection.execute("select * from postgres_query('catalogue', ?)", [question]).fetchall()
