"""Schema migrations, forward only: ``sql/migrations/NNNN_NAME.sql`` leads to the version NNNN from the one before."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.errors import WarehouseDamaged
from warehouse.store.catalogue import SCHEMA_VERSION, names, sql


def migrations() -> dict[int, str]:
    """The statements that lead to each version, in the order of the versions."""
    return {int(name.partition("_")[0]): sql("migrations", name) for name in names("migrations")}


def require_known_version(found: int, path: Path) -> None:
    """Raises ``WarehouseDamaged`` for a file of a version that no migration starts from; it is left as it is."""
    if found > SCHEMA_VERSION:
        raise WarehouseDamaged(
            f"{path} was made by a newer version of this program (its tables are of version {found}, this is {SCHEMA_VERSION}); "
            "it was left as it is. Use that version, or name another file with --warehouse"
        )
    if found < SCHEMA_VERSION and not set(range(found + 1, SCHEMA_VERSION + 1)) <= set(migrations()):
        raise WarehouseDamaged(
            f"{path} was made by a version of this program that this one cannot migrate (its tables are of version {found}, "
            f"this is {SCHEMA_VERSION}); it was left as it is. Move it away and ingest again: FILE.originals holds the reports"
        )


def migrate(connection: duckdb.DuckDBPyConnection, found: int) -> None:
    """Brings the tables from version ``found`` to this program's in one transaction: a crash leaves the old version whole."""
    connection.execute("begin")
    for version, statements in migrations().items():
        if found < version <= SCHEMA_VERSION:
            connection.execute(statements)
    connection.execute("update meta set value = ? where property = 'schema_version'", [str(SCHEMA_VERSION)])
    connection.execute("commit")
    connection.execute("checkpoint")
