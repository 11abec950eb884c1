"""Withdrawing a report: what it told goes, that it was withdrawn and why stays."""

from __future__ import annotations

from warehouse.errors import UsageError
from warehouse.store.errors import told
from warehouse.store.loading import delete_documents, settle
from warehouse.store.opening import Warehouse
from warehouse.store.originals import drop_original
from warehouse.store.sealing import drop_seals, newest_seal, seal
from warehouse.store.state import LOADED, mark_changed, transaction, utc_now


def forget(warehouse: Warehouse, document_key: str, reason: str) -> None:
    """Takes a report's facts, text and original away, out of the sealed copies, too; a tombstone keeps it from coming back.

    ``document_key`` may be shortened to its first eight digits or more. Raises ``UsageError`` if it names no one report.
    """
    connection = warehouse.connection
    with told(warehouse.path):
        keys = [
            key
            for (key,) in connection.execute(
                "select document_key from dim_document where starts_with(document_key, ?)", [document_key]
            ).fetchall()
        ]
        if len(document_key) < 8 or len(keys) != 1:
            found = "no loaded report" if not keys else f"{len(keys)} reports, give more digits"
            raise UsageError(f'{document_key!r} names {found}; jixiao sql "select document_key, file_name from dim_document" lists them')
        with transaction(warehouse):
            delete_documents(connection, keys)
            connection.execute("insert into tombstone values (?, ?, ?)", [keys[0], reason, utc_now()])
            mark_changed(connection, LOADED)
    settle(warehouse)
    drop_original(warehouse.path, keys[0])
    _seal_anew(warehouse)


def _seal_anew(warehouse: Warehouse) -> None:
    """Sealed copies of before still hold the report: a new one takes their place."""
    if newest_seal(warehouse.path) is not None:
        drop_seals(warehouse.path)
        seal(warehouse)
