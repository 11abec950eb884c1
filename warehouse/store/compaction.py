"""Rewriting the file, so that what was withdrawn is in no block of it any more.

DuckDB leaves the bytes of deleted rows in free blocks. ``forget`` notes that a rewrite is due; it happens when the file is
closed, and after a crash when it is closed the next time.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.errors import WarehouseDamaged
from warehouse.store.hashing import content_of
from warehouse.store.lake import is_lake, purge

DUE = "due"


def mark_due(connection: duckdb.DuckDBPyConnection) -> None:
    """Notes within a transaction that the file is to be rewritten."""
    connection.execute("delete from meta where property = 'compaction'")
    connection.execute("insert into meta (property, value) values ('compaction', ?)", [DUE])


def is_due(connection: duckdb.DuckDBPyConnection) -> bool:
    return connection.execute("select 1 from meta where property = 'compaction'").fetchone() is not None


def compact(path: Path) -> None:
    """Writes all tables and views of a closed warehouse into a new file and puts it in the place of the old one."""
    if is_lake(path):
        purge(path)
        return
    beside = path.with_name(f"{path.name}.new")
    for leftover in (beside, beside.with_name(beside.name + ".wal")):
        leftover.unlink(missing_ok=True)
    quoted = str(path).replace("'", "''")
    with duckdb.connect(str(beside)) as connection:
        connection.execute(f"attach '{quoted}' as before_compaction (read_only)")
        new = connection.execute("select current_database()").fetchone()
        name = new[0] if new else ""
        connection.execute(f'copy from database before_compaction to "{name}"')
        connection.execute("use before_compaction")
        wanted = content_of(connection)
        connection.execute(f'use "{name}"')
        found = content_of(connection)
        connection.execute("detach before_compaction")
        connection.execute("delete from meta where property = 'compaction'")
        connection.execute("checkpoint")
    if wanted != found:
        beside.unlink(missing_ok=True)
        raise WarehouseDamaged(f"the rewritten copy of {path} does not read back as it is; the file was left as it was")
    path.with_name(path.name + ".wal").unlink(missing_ok=True)
    beside.replace(path)
