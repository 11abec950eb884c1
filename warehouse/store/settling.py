"""Settling: what depends on all documents is put together after a load, from what has come, gone or changed since the last time.

What that is, nobody has to remember: ``settled_document`` and ``settled_member`` hold what the last settling found, and ``sql/settle``
compares them with what is there.
"""

from __future__ import annotations

import duckdb

from warehouse.store.catalogue import LOADS, PRESENT, TOUCHED, UNSETTLED, sql
from warehouse.store.errors import told
from warehouse.store.opening import Warehouse
from warehouse.store.state import SETTLED, content_state, mark_changed, transaction
from warehouse.store.yearly import drop_rows, is_outdated, refresh


def settle(warehouse: Warehouse) -> None:
    """Puts together organisations, editions, dimensions and the yearly tables; nothing to do if nothing changed."""
    with told(warehouse.path):
        if content_state(warehouse.connection) == SETTLED:
            return
        with transaction(warehouse) as connection:
            if is_outdated(connection):
                drop_rows(connection)
            _look(connection, "view", PRESENT)
            _look(connection, "table", UNSETTLED)
            for name in LOADS:
                connection.execute(sql("load", name))
            _look(connection, "table", TOUCHED)
            refresh(connection, mark_changed(connection, SETTLED))
            _look_no_more(connection)


def _look(connection: duckdb.DuckDBPyConnection, kind: str, names: tuple[str, ...]) -> None:
    """Temporary tables or views of what is found, each a query of ``sql/settle``; a rollback takes them away, too."""
    for name in names:
        connection.execute(f"create or replace temp {kind} {name} as {sql('settle', name)}")


def _look_no_more(connection: duckdb.DuckDBPyConnection) -> None:
    for name in (*UNSETTLED, *TOUCHED):
        connection.execute(f"drop table temp.{name}")
    for name in PRESENT:
        connection.execute(f"drop view temp.{name}")
