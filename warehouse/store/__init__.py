"""ROOM 5: rows ↔ DuckDB, the only importer of duckdb.

``open_warehouse`` → ``compare`` → ``keep_original`` → (pipeline) → ``load`` → ``note_paths`` → ``settle`` → ``seal``; ``query`` reads.
Every error is a ``WarehouseError`` that says who must act.
"""

from warehouse.store.backup import Backup, back_up, restore
from warehouse.store.catalogue import CHECKS, FINDINGS, TABLES, VIEWS, YEARLY, check_sql
from warehouse.store.diagnosis import diagnose
from warehouse.store.difference import difference
from warehouse.store.errors import told
from warehouse.store.findings import raise_findings, set_waivers
from warehouse.store.lake import is_lake, point_to
from warehouse.store.ledger import Comparison, compare, note_paths, reasons_of, stale_documents
from warehouse.store.loading import LoadCount, load, quarantine
from warehouse.store.lock import lock_holder, lock_warehouse
from warehouse.store.opening import Warehouse, open_for_reading, open_warehouse, statements_to_read, streaming
from warehouse.store.originals import drop_original, file_digest, keep_original, original_path
from warehouse.store.parts import DamagedPart, Part, drop_part, parts_folder, read_part, write_part
from warehouse.store.query import Limits, QueryResult, is_current, query, read
from warehouse.store.register import set_expected
from warehouse.store.runs import ExpectationResult, finish_run, record_expectations, start_run
from warehouse.store.sealing import Seal, newest_seal, seal
from warehouse.store.settling import settle
from warehouse.store.verification import content_hash, verify
from warehouse.store.withdrawal import forget

__all__ = [
    "CHECKS",
    "FINDINGS",
    "TABLES",
    "VIEWS",
    "YEARLY",
    "Backup",
    "Comparison",
    "DamagedPart",
    "ExpectationResult",
    "Limits",
    "LoadCount",
    "Part",
    "QueryResult",
    "Seal",
    "Warehouse",
    "back_up",
    "check_sql",
    "compare",
    "content_hash",
    "diagnose",
    "difference",
    "drop_original",
    "drop_part",
    "file_digest",
    "finish_run",
    "forget",
    "is_current",
    "is_lake",
    "keep_original",
    "load",
    "lock_holder",
    "lock_warehouse",
    "newest_seal",
    "note_paths",
    "open_for_reading",
    "open_warehouse",
    "original_path",
    "parts_folder",
    "point_to",
    "quarantine",
    "query",
    "raise_findings",
    "read",
    "read_part",
    "reasons_of",
    "record_expectations",
    "restore",
    "seal",
    "set_expected",
    "set_waivers",
    "settle",
    "stale_documents",
    "start_run",
    "statements_to_read",
    "streaming",
    "told",
    "verify",
    "write_part",
]
