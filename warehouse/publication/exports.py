"""Views → the files that analysts' tools open at once: CSV, one workbook, Parquet, and the package that describes them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse import store
from warehouse.errors import UsageError
from warehouse.publication.datapackage import datapackage_text
from warehouse.publication.tables import csv_lines
from warehouse.publication.views import EXPORTS, TITLES
from warehouse.publication.workbook import workbook_bytes

# Excel takes a CSV for the system's code page unless a byte-order mark says otherwise.
_CSV_ENCODING = "utf-8-sig"


def export_files(warehouse: Path, where: str) -> Iterator[tuple[str, bytes]]:
    """File name and contents of every exported file. Raises UsageError where ``where`` does not fit a view."""
    tables = {name: _view(warehouse, name, where) for name in EXPORTS}
    for name, table in tables.items():
        yield f"{name}.csv", "".join(csv_lines(table)).encode(_CSV_ENCODING, "replace")
        yield f"{name}.parquet", _parquet(table)
    yield "jixiao.xlsx", workbook_bytes(tables, TITLES)
    yield "datapackage.json", datapackage_text(tables, TITLES, is_whole=not where).encode()


def _view(warehouse: Path, name: str, where: str) -> pa.Table:
    if not where or name == "quarantined_file":
        return store.read(warehouse, f"select * from {name} order by all")
    try:
        return store.query(warehouse, f"select * from {name} where ({where}\n) order by all").table
    except UsageError as error:
        raise UsageError(
            f"--where does not fit {name}: {error}. Use columns that all exported views have: "
            "organisation, organisation_id, fiscal_year, document_key"
        ) from error


def _parquet(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()
