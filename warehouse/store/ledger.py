"""The ledger: which files are known. It is the tables themselves, so that "loaded" is true exactly when the facts are there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pyarrow as pa

from warehouse.model.source import SourceFile, declared_from_text, declared_text
from warehouse.store.errors import told
from warehouse.store.opening import Warehouse
from warehouse.store.originals import original_path
from warehouse.store.state import LOADED, mark_changed, transaction


class Comparison(NamedTuple):
    """Files by what the ledger says of them. ``new`` are to be read; ``elsewhere`` only to be noted with ``note_paths``."""

    new: tuple[SourceFile, ...]
    elsewhere: tuple[SourceFile, ...]
    unchanged: tuple[SourceFile, ...]
    quarantined: tuple[SourceFile, ...]
    forgotten: tuple[SourceFile, ...]


_COMPARE = """
with asked as (
    select
        *,
        row_number() over (partition by document_key order by file_name, place) as turn
    from asked_files
)
select
    a.place,
    case
        when t.document_key is not null then 'forgotten'
        when q.file_name is not null and d.document_key is null then 'quarantined'
        when d.document_key is null then if(a.turn = 1, 'new', 'elsewhere')
        when a.file_name < d.file_name then if(a.turn = 1, 'new', 'elsewhere')
        when a.turn = 1 and a.file_name = d.file_name and s.declared is distinct from a.declared then 'new'
        when s.file_name is null or s.declared is distinct from a.declared or q.file_name is not null then 'elsewhere'
        else 'unchanged'
    end as verdict
from asked as a
left join dim_document as d on a.document_key = d.document_key
left join source_file as s on a.document_key = s.document_key and a.file_name = s.file_name
left join tombstone as t on a.document_key = t.document_key
left join quarantined_file as q
    on a.file_name = q.file_name and a.document_key = q.document_key
    and ((a.reader_version <> '' and a.reader_version = q.reader_version) or d.document_key is not null)
order by a.place
"""


def compare(warehouse: Warehouse, files: Sequence[SourceFile], reader_version: str = "") -> Comparison:
    """Sorts files by what is known of them, at the price of their hashes alone.

    A known content is read again only if its first path (in alphabetical order) or what a manifest says of that is
    another one now: whose report it is may depend on both. ``quarantined`` are files that the readers of this
    ``reader_version`` have refused with the same bytes; without a version they are ``new``.
    """
    verdicts: dict[str, list[SourceFile]] = {name: [] for name in Comparison._fields}
    connection = warehouse.connection
    with told(warehouse.path):
        connection.register("asked_files", _asked(files, reader_version))
        try:
            for place, verdict in connection.execute(_COMPARE).fetchall():
                verdicts[verdict].append(files[place])
        finally:
            connection.unregister("asked_files")
    return Comparison(**{name: tuple(found) for name, found in verdicts.items()})


def note_paths(warehouse: Warehouse, files: Sequence[SourceFile]) -> int:
    """Further paths of known contents: ledger rows for what is loaded, quarantine rows for what was refused.

    Call it after the batches of the same run are loaded. Gives the number of rows that are new.
    """
    if not files:
        return 0
    connection = warehouse.connection
    with told(warehouse.path):
        connection.register("asked_files", _asked(files, ""))
        try:
            with transaction(warehouse):
                return _note(warehouse)
        finally:
            connection.unregister("asked_files")


def reasons_of(warehouse: Warehouse, file_names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(file name, reason) of those among the files that are in quarantine, in the order of their names."""
    connection = warehouse.connection
    with told(warehouse.path):
        connection.register("asked_files", pa.table({"file_name": pa.array(file_names, pa.string())}))
        try:
            query = "select file_name, reason from quarantined_file semi join asked_files using (file_name) order by all"
            return tuple((name, reason) for name, reason in connection.execute(query).fetchall())
        finally:
            connection.unregister("asked_files")


def stale_documents(warehouse: Warehouse, versions: tuple[str, str, str], everything: bool = False) -> tuple[SourceFile, ...]:
    """The stored originals that were read with other versions of reader, extractor or reference; or all of them."""
    with told(warehouse.path):
        rows = warehouse.connection.execute(
            "select d.document_key, d.file_name, d.byte_size, s.declared from dim_document as d"
            " inner join source_file as s using (document_key, file_name)"
            " where ? or (d.reader_version, d.extractor_version, d.reference_version) is distinct from (?, ?, ?) order by 2, 1",
            [everything, *versions],
        ).fetchall()
    return tuple(
        SourceFile(original_path(warehouse.path, key), name, key, size or 0, declared_from_text(declared))
        for key, name, size, declared in rows
    )


def _asked(files: Sequence[SourceFile], reader_version: str) -> pa.Table:
    return pa.table(
        {
            "place": pa.array(range(len(files)), pa.int64()),
            "document_key": pa.array([file.document_key for file in files], pa.string()),
            "file_name": pa.array([file.name for file in files], pa.string()),
            "declared": pa.array([declared_text(file.declared) for file in files], pa.string()),
            "reader_version": pa.array([reader_version] * len(files), pa.string()),
        }
    )


def _note(warehouse: Warehouse) -> int:
    connection = warehouse.connection
    changed = connection.execute(
        "delete from source_file using asked_files as a where source_file.document_key = a.document_key"
        " and source_file.file_name = a.file_name and source_file.declared <> a.declared"
    ).fetchone()
    added = connection.execute(
        "insert into source_file by name select distinct a.document_key, a.file_name, a.declared from asked_files as a"
        " semi join dim_document using (document_key) anti join source_file using (document_key, file_name)"
    ).fetchone()
    connection.execute(
        "delete from quarantined_file where (file_name, document_key) in"
        " (select (a.file_name, a.document_key) from asked_files as a semi join dim_document using (document_key))"
    )
    refused = connection.execute(
        "insert into quarantined_file by name"
        " select distinct on (a.file_name) a.file_name, q.* exclude (file_name) from asked_files as a"
        " inner join quarantined_file as q on a.document_key = q.document_key and a.file_name <> q.file_name"
        " anti join quarantined_file as there on a.file_name = there.file_name"
    ).fetchone()
    if (added and added[0]) or (changed and changed[0]):
        mark_changed(connection, LOADED)
    return sum(row[0] for row in (added, refused) if row)
