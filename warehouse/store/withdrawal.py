"""Withdrawing a report: what it told goes, that it was withdrawn and why stays."""

from __future__ import annotations

from warehouse.errors import UsageError
from warehouse.store.compaction import mark_due
from warehouse.store.errors import told
from warehouse.store.loading import delete_documents
from warehouse.store.opening import Warehouse
from warehouse.store.originals import drop_original
from warehouse.store.sealing import drop_seals, newest_seal, seal
from warehouse.store.settling import settle
from warehouse.store.state import LOADED, mark_changed, transaction, utc_now


def forget(warehouse: Warehouse, document_key: str, reason: str) -> None:
    """Takes a report's facts, text and original away, out of the sealed copies, too; a tombstone keeps it from coming back.

    The warehouse's file is rewritten when it is closed, so that no freed block of it holds the text.
    ``document_key`` may be shortened to its first eight digits or more. Raises ``UsageError`` if it names no one report.
    """
    with told(warehouse.path):
        key, is_there = _named(warehouse, document_key)
        if is_there:
            with transaction(warehouse) as connection:
                delete_documents(connection, [key])
                connection.execute("insert into tombstone values (?, ?, ?)", [key, reason, utc_now()])
                mark_due(connection)
                mark_changed(connection, LOADED)
    settle(warehouse)
    drop_original(warehouse.path, key)
    _seal_anew(warehouse)


def _named(warehouse: Warehouse, document_key: str) -> tuple[str, bool]:
    """The whole key, and whether the report is loaded; one that is withdrawn already lets an interrupted withdrawal end."""
    query = (
        "select document_key, true from dim_document where starts_with(document_key, $1)"
        " union all select document_key, false from tombstone where starts_with(document_key, $1)"
    )
    found = warehouse.connection.execute(query, [document_key]).fetchall()
    if len(document_key) < 8 or len(found) != 1:
        said = "no loaded report" if not found else f"{len(found)} reports, give more digits (at least eight)"
        raise UsageError(f'{document_key!r} names {said}; jixiao sql "select document_key, file_name from dim_document" lists them')
    return found[0]


def _seal_anew(warehouse: Warehouse) -> None:
    """Sealed copies of before still hold the report: a new one takes their place."""
    if newest_seal(warehouse.path) is not None:
        drop_seals(warehouse.path)
        seal(warehouse)
