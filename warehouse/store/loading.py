"""Batches into tables: a document, its ledger entry and its facts in one transaction, as Arrow, without keys or indexes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as compute

from warehouse.store.catalogue import DOCUMENT_TABLES, SHARED_DIMENSIONS
from warehouse.store.errors import told
from warehouse.store.lake import is_lake, tidy
from warehouse.store.opening import Warehouse
from warehouse.store.originals import drop_original
from warehouse.store.state import LOADED, mark_changed, transaction, utc_now

# What makes a document that is there already another one: its first path, what a manifest says of it, how it was read.
_SAME = """
    select n.document_key
    from incoming_dim_document as n
    inner join incoming_source_file as ns on n.document_key = ns.document_key and n.file_name = ns.file_name
    inner join dim_document as d on n.document_key = d.document_key
    inner join source_file as s on d.document_key = s.document_key and d.file_name = s.file_name
    where n.file_name > d.file_name
        or (
            n.file_name = d.file_name
            and ns.declared = s.declared
            and n.reader_version = d.reader_version
            and n.extractor_version = d.extractor_version
            and n.reference_version = d.reference_version
        )
"""
_FORGOTTEN = "select n.document_key from incoming_dim_document as n semi join tombstone using (document_key)"


class LoadCount(NamedTuple):
    """``loaded`` documents that came or were replaced, ``quarantined`` files, ``rows`` written in all tables."""

    loaded: int
    quarantined: int
    rows: int


def load(warehouse: Warehouse, batch: Mapping[str, pa.Table], *, replace: bool = False) -> LoadCount:
    """Writes a batch in one transaction. A document that is there as it comes changes no row, unless ``replace`` is set.

    One that was found again under an earlier path, or read by other versions, takes the place of what is there. A
    withdrawn document does not come back. Originals of refused contents are taken away, unless they are read anew.
    """
    connection = warehouse.connection
    with told(warehouse.path), _registered(connection, batch):
        accepted, there = _accepted(connection, replace)
        with _registered(connection, _only(batch, accepted), "accepted"), transaction(warehouse):
            rows = _write(connection, batch, there) if accepted else 0
            _add_paths(connection)
            quarantined = _write_quarantine(connection, replace)
        if not replace:
            _drop_refused(warehouse)
        if is_lake(warehouse.path):
            tidy(connection)
    return LoadCount(len(accepted), quarantined, rows)


def quarantine(warehouse: Warehouse, rows: Sequence[tuple[str, str, str, str, int | None]]) -> None:
    """Notes files that never became part of a batch: (file_name, document_key or "", reason_code, reason, byte_size)."""
    if not rows:
        return
    names = ("file_name", "document_key", "reason_code", "reason", "byte_size")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    schema = pa.schema([*((name, pa.string()) for name in names[:-1]), ("byte_size", pa.int64()), ("reader_version", pa.string())])
    table = pa.table({**columns, "reader_version": [""] * len(rows)}, schema=schema)
    batch = {"quarantined_file": table}
    with told(warehouse.path), _registered(warehouse.connection, batch), transaction(warehouse) as connection:
        _write_quarantine(connection, replace=False)


def delete_documents(connection: duckdb.DuckDBPyConnection, keys: Collection[str]) -> None:
    """Takes all rows of some documents out of all tables, within a transaction."""
    for table in DOCUMENT_TABLES:
        connection.execute(f"delete from {table} where list_contains(?::varchar [], document_key)", [list(keys)])


@contextmanager
def _registered(connection: duckdb.DuckDBPyConnection, batch: Mapping[str, pa.Table], prefix: str = "incoming") -> Iterator[None]:
    """Lets SQL see the batch's tables as ``incoming_TABLE``; outside the transaction, for it is DDL."""
    for name, table in batch.items():
        connection.register(f"{prefix}_{name}", table)
    try:
        yield
    finally:
        for name in batch:
            connection.unregister(f"{prefix}_{name}")


def _accepted(connection: duckdb.DuckDBPyConnection, replace: bool) -> tuple[list[str], list[str]]:
    """The documents of the batch that are to be written, and those of them that are there already."""
    refused = _FORGOTTEN if replace else f"{_SAME} union all {_FORGOTTEN}"
    found = connection.execute(
        f"select n.document_key, d.document_key is not null from incoming_dim_document as n anti join ({refused}) using (document_key)"
        " left join dim_document as d on n.document_key = d.document_key order by 1"
    ).fetchall()
    return [key for key, _ in found], [key for key, is_there in found if is_there]


def _only(batch: Mapping[str, pa.Table], accepted: list[str]) -> dict[str, pa.Table]:
    """The rows of the accepted documents."""
    own = {table: batch[table] for table in DOCUMENT_TABLES}
    if len(accepted) == batch["dim_document"].num_rows == len(batch["source_file"]):
        return own
    keys = pa.array(accepted, pa.string())
    return {table: rows.filter(compute.is_in(rows["document_key"], keys)) for table, rows in own.items()}


def _write(connection: duckdb.DuckDBPyConnection, batch: Mapping[str, pa.Table], there: list[str]) -> int:
    """Writes the accepted documents and the dimensions' members; gives the number of rows."""
    loaded_at = mark_changed(connection, LOADED)
    return _write_documents(connection, there, loaded_at) + _write_dimensions(connection, batch)


def _write_documents(connection: duckdb.DuckDBPyConnection, there: list[str], loaded_at: datetime) -> int:
    """Writes the accepted documents' rows in the place of what is there; the other paths of a replaced one stay known.

    No two loads have one stamp, so that the next settling knows which documents came, or came again.
    """
    paths = None
    if there:
        paths = connection.execute("select * from source_file where list_contains(?::varchar [], document_key)", [there]).to_arrow_table()
        delete_documents(connection, there)
    written = sum(_count(connection.execute(f"insert into {table} by name select * from accepted_{table}")) for table in DOCUMENT_TABLES)
    connection.execute("update dim_document set loaded_at = ? where loaded_at is null", [loaded_at])
    for row in paths.to_pylist() if paths is not None else ():
        connection.execute(
            "insert into source_file select $document_key, $file_name, $declared where not exists"
            " (select 1 from source_file where document_key = $document_key and file_name = $file_name)",
            row,
        )
    return written


def _write_dimensions(connection: duckdb.DuckDBPyConnection, batch: Mapping[str, pa.Table]) -> int:
    """The members that the batch brings take the place of those of the same key: after a change of seeds they may differ."""
    written = 0
    for table, key in SHARED_DIMENSIONS.items():
        if batch[table].num_rows:
            connection.execute(f"delete from {table} where {key} in (select {key} from incoming_{table})")
            written += _count(connection.execute(f"insert into {table} by name select * from incoming_{table}"))
    return written


def _add_paths(connection: duckdb.DuckDBPyConnection) -> None:
    """Paths of documents that are there already, and the end of their quarantine."""
    connection.execute(
        "insert into source_file by name select * from incoming_source_file"
        " semi join dim_document using (document_key) anti join source_file using (document_key, file_name)"
    )
    connection.execute("delete from quarantined_file where file_name in (select file_name from incoming_source_file)")


def _write_quarantine(connection: duckdb.DuckDBPyConnection, replace: bool) -> int:
    """Files that were refused, each once, the row of one that was refused alike before left as it is.

    A file whose bytes are loaded is not quarantined, unless they were read anew and refused (``replace``): then they go.
    """
    if replace:
        query = "select distinct document_key from incoming_quarantined_file semi join dim_document using (document_key)"
        refused = [key for (key,) in connection.execute(query).fetchall()]
        if refused:
            delete_documents(connection, refused)
            mark_changed(connection, LOADED)
    connection.execute(
        "delete from quarantined_file where file_name in ("
        "  select file_name from incoming_quarantined_file as n anti join quarantined_file as q"
        "  using (file_name, document_key, reason_code, reason, byte_size, reader_version))"
    )
    connection.execute(
        "insert into quarantined_file by name select n.*, ?::timestamp as seen_at from incoming_quarantined_file as n"
        " anti join source_file as s using (file_name, document_key) anti join quarantined_file as q using (file_name)",
        [utc_now()],
    )
    row = connection.execute("select count(*) from incoming_quarantined_file").fetchone()
    return int(row[0]) if row else 0


def _drop_refused(warehouse: Warehouse) -> None:
    """Copies of contents that the readers refused are of no use; those that were documents once stay."""
    query = "select distinct document_key from incoming_quarantined_file anti join dim_document using (document_key)"
    for (key,) in warehouse.connection.execute(query).fetchall():
        if key:
            drop_original(warehouse.path, key)


def _count(result: duckdb.DuckDBPyConnection) -> int:
    row = result.fetchone()
    return int(row[0]) if row else 0
