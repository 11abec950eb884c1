"""Fingerprints of tables: what two warehouses made from the same files must share, row for row."""

from __future__ import annotations

import duckdb

from warehouse.store.catalogue import RUN_COLUMNS, RUN_SUFFIX, RUN_TABLES


def table_names(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The tables of the opened file, in alphabetical order."""
    query = "select table_name from duckdb_tables() where database_name = current_database() and schema_name = 'main' order by 1"
    return tuple(name for (name,) in connection.execute(query).fetchall())


def table_hash(connection: duckdb.DuckDBPyConnection, table: str, prefix: str = "") -> tuple[int, str]:
    """Rows and a hash of a table that does not depend on the order of its rows, nor on columns that tell of the run.

    Each row is hashed as text; the sum of the hashes (as numbers of 128 bits) is the table's.
    """
    query = (
        "select column_name from duckdb_columns() where database_name = current_database() and schema_name = 'main'"
        " and table_name = ? order by column_name"
    )
    columns = [name for (name,) in connection.execute(query, [table]).fetchall() if _lasts(name)]
    if not columns:
        return (0, "")
    row = " || chr(31) || ".join(f"coalesce(cast({name} as varchar), chr(30))" for name in columns)
    # A 128-bit sum could overflow: halves of 64 bits are summed instead.
    found = connection.execute(
        f"select count(*), coalesce(sum(md5_number_lower(told)), 0), coalesce(sum(md5_number_upper(told)), 0)"
        f" from (select {row} as told from {prefix}{table})"
    ).fetchone()
    if found is None:
        return (0, "")
    return (int(found[0]), f"{int(found[1]) % 2**64:016x}{int(found[2]) % 2**64:016x}")


def content_of(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, str]]:
    """Rows and hash of each table that tells of the reports."""
    return {table: table_hash(connection, table) for table in table_names(connection) if table not in RUN_TABLES}


def _lasts(column: str) -> bool:
    return column not in RUN_COLUMNS and not column.endswith(RUN_SUFFIX)
