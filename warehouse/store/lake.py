"""A warehouse as a DuckLake: the rows in Parquet files that many machines share, the catalogue in PostgreSQL or, on a laptop, in a file.

Where others have the warehouse's file, a lake has ``NAME.ducklake``: the catalogue itself (a DuckDB file), or one line that says which
PostgreSQL holds it. So everything that lies beside a warehouse lies beside a lake, too, on the same shared storage: its data in
``NAME.ducklake.files``, its originals, its parts, its sealed copies (which are DuckDB files as ever).
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

import duckdb

from warehouse.errors import UsageError, WarehouseError
from warehouse.settings import IN_FILE, IN_POSTGRESQL, SUFFIX

LAKE = "lake"
# Nothing is fetched at run time: the extensions come in wheels.
_OFFLINE: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
_CONNECT_SECONDS = 10
# So many files of a table make every question slow; one of this size is large enough to be left alone.
MANY_FILES = 64
_LARGE_FILE = 64 << 20
_KEPT = "interval 1 day"
_LONGEST_ADDRESS = 4096


def is_lake(path: Path) -> bool:
    """Whether the warehouse of this name is a lake."""
    return path.suffix == SUFFIX


def files_folder(path: Path) -> Path:
    """Where a lake's Parquet files lie."""
    return path.with_name(path.name + ".files")


def point_to(path: Path, address: str) -> None:
    """Says at ``path`` that the catalogue is in the PostgreSQL of this address (``ducklake:postgres:…``); the first who names it does so.
    Nothing to say where there is no address.

    Raises UsageError where there is another warehouse already, or no folder to share.
    """
    if not address:
        return
    if not path.parent.is_dir():
        raise UsageError(f"the folder {path.parent} does not exist: make it on storage that all machines share, or correct --data-path")
    if not path.exists():
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        beside.write_text(f"{address}\n", encoding="utf-8")
        with suppress(FileExistsError):  # another machine was first
            os.link(beside, path)
        beside.unlink()
    there = _line(path)
    if there != address:
        raise UsageError(
            f"{path} is a warehouse of {there or 'its own'}, not of {address}: correct --warehouse, or name another --data-path"
        )


def postgresql_of(path: Path) -> str | None:
    """The address of the PostgreSQL that holds a lake's catalogue, as libpq takes it; None for any other warehouse."""
    line = _line(path) if is_lake(path) else None
    return _patient(line.removeprefix(IN_POSTGRESQL)) if line else None


def connect_lake(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """A connection whose default catalogue is the lake. Raises WarehouseError where the extensions are not installed, ``duckdb.Error``."""
    connection = duckdb.connect(config=_OFFLINE)
    try:
        for statement in lake_statements(path, read_only=read_only):
            connection.execute(statement)
    except BaseException:
        let_go(connection)
        raise
    return connection


def connect_postgresql(path: Path, who: str) -> duckdb.DuckDBPyConnection:
    """A connection to the PostgreSQL itself, as ``catalogue``; ``who`` is the name that the server knows it by. Raises ``duckdb.Error``."""
    connection = duckdb.connect(config=_OFFLINE)
    try:
        connection.execute(f"load {quoted(_extension('postgres_scanner'))}")
        address = _with_option(postgresql_of(path) or "", "application_name", who)
        connection.execute(f"attach {quoted(address)} as catalogue (type postgres, isolation_level 'read committed')")
    except BaseException:
        let_go(connection)
        raise
    return connection


def lake_statements(path: Path, *, read_only: bool, name: str = LAKE) -> Iterator[str]:
    """What leads an empty connection to a lake: its extensions, the lake under a name, and that name as the default."""
    postgresql = postgresql_of(path)
    yield f"load {quoted(_extension('ducklake'))}"
    if postgresql:
        yield f"load {quoted(_extension('postgres_scanner'))}"
    where = f"{IN_POSTGRESQL}{postgresql}" if postgresql else f"{IN_FILE}{path}"
    options = f"data_path {quoted(f'{files_folder(path)}/')}{', read_only' if read_only else ''}"
    yield f"attach {quoted(where)} as {name} ({options})"
    yield f"use {name}"


def tidy(connection: duckdb.DuckDBPyConnection, many: int = MANY_FILES) -> bool:
    """Joins the small files that each batch brings, once there are many, and forgets states of more than a day ago; whether it did.

    Files that are no part of the present state stay for a day, so that no reader loses what it is reading.
    """
    row = connection.execute(f"select count(*) from ducklake_list_files('{LAKE}', 'dim_document')").fetchone()
    if row is None or row[0] < many:
        return False
    connection.execute(f"call ducklake_rewrite_data_files('{LAKE}')")
    connection.execute(f"call ducklake_merge_adjacent_files('{LAKE}', max_file_size => {_LARGE_FILE})")
    connection.execute(f"call ducklake_expire_snapshots('{LAKE}', older_than => now() - {_KEPT})")
    connection.execute(f"call ducklake_cleanup_old_files('{LAKE}', older_than => now() - {_KEPT})")
    connection.execute(f"call ducklake_delete_orphaned_files('{LAKE}', older_than => now() - {_KEPT})")  # of a load that was killed
    return True


def purge(path: Path) -> None:
    """Takes what was deleted out of all files of a lake: its earlier states, which DuckLake keeps, go.

    Who reads an earlier state at this moment is told that files are gone; nobody's later question is touched.
    """
    with lake(path) as connection:
        connection.execute(f"call ducklake_flush_inlined_data('{LAKE}')")
        connection.execute(f"call ducklake_rewrite_data_files('{LAKE}', delete_threshold => 0)")
        connection.execute("delete from meta where property = 'compaction'")
        connection.execute(f"call ducklake_expire_snapshots('{LAKE}', older_than => now())")
        connection.execute(f"call ducklake_cleanup_old_files('{LAKE}', cleanup_all => true)")


@contextmanager
def lake(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = connect_lake(path, read_only=False)
    try:
        yield connection
    finally:
        let_go(connection)


def let_go(connection: duckdb.DuckDBPyConnection) -> None:
    """Closes without hiding the error that ended the work: after a full disk closing may fail, too.

    With a transaction still open on a server that is gone, closing would end the whole process: what is open is given up first.
    """
    with suppress(duckdb.Error):
        connection.execute("rollback")
    with suppress(duckdb.Error, OSError):
        connection.close()


def _line(path: Path) -> str | None:
    """The address that stands at ``path``, or None where a catalogue itself does, or nothing."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        start = file.read(_LONGEST_ADDRESS)
    return start.decode("utf-8").strip() if start.startswith(IN_POSTGRESQL.encode()) else None


def _patient(address: str) -> str:
    """The address with an end to waiting for a host that does not answer."""
    return address if "connect_timeout" in address else _with_option(address, "connect_timeout", _CONNECT_SECONDS)


def _with_option(address: str, name: str, value: object) -> str:
    """An address of libpq with one option more: words of ``name=value``, or a URI."""
    if "://" in address:
        return f"{address}{'&' if '?' in address else '?'}{name}={quote(str(value))}"
    return f"{address} {name}={quoted(value)}"


@lru_cache
def _extension(name: str) -> Path:
    """The file of an extension of this DuckDB, in its wheel."""
    spec = importlib.util.find_spec(f"duckdb_extension_{name}")
    if spec is None or spec.origin is None:
        raise WarehouseError("a DuckLake needs the extra lake: install jixiao-warehouse[lake], here and on every machine that opens it")
    file = Path(spec.origin).parent / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
    if not file.is_file():
        raise WarehouseError(f"the extension {name} is not of DuckDB {duckdb.__version__}: install jixiao-warehouse[lake] again")
    return file


def quoted(text: object) -> str:
    """A text of SQL."""
    return "'{}'".format(str(text).replace("'", "''"))
