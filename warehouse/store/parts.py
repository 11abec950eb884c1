"""A batch as one Parquet file on storage that many machines share: written elsewhere, loaded here, proven by its digest.

The file holds one row: a column for each table, in it the list of that table's rows. So a part is there whole or not at all.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as parquet

from warehouse.errors import WarehouseError


class Part(NamedTuple):
    """Where a part lies, and the SHA-256 of its bytes (64 hex digits)."""

    path: Path
    digest: str


class DamagedPart(WarehouseError):
    """A part that is gone or no longer what was written: its batch is to be read again."""


def parts_folder(warehouse_path: Path) -> Path:
    """Where parts wait for the one loader: ``FILE.parts/``."""
    return warehouse_path.with_name(warehouse_path.name + ".parts")


def write_part(folder: Path, batch: Mapping[str, pa.Table]) -> Part:
    """Writes a batch under the digest of its bytes, beside first and then in place in one step. Raises OSError.

    Whoever writes the same batch again, because it was taken for lost, writes the same file.
    """
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.table({table: _nested(rows) for table, rows in batch.items()}), sink, compression="zstd")
    data = sink.getvalue()
    digest = sha256(data).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    path, beside = folder / f"{digest[:32]}.parquet", folder / f".{digest[:32]}.{uuid.uuid4().hex}"
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return Part(path, digest)


def read_part(part: Part) -> dict[str, pa.Table]:
    """The batch as it was written. Raises DamagedPart where the file is gone or its bytes are others."""
    try:
        data = part.path.read_bytes()
    except OSError as error:
        raise DamagedPart(f"the part {part.path} cannot be read: {error.strerror}") from error
    if sha256(data).hexdigest() != part.digest:
        raise DamagedPart(f"the part {part.path} is damaged: its bytes are not those that were written")
    row = parquet.read_table(pa.BufferReader(data))
    return {table: _flat(row[table]) for table in row.column_names}


def drop_part(part: Part) -> None:
    """Takes away a part that is loaded, and the folder with the last one."""
    part.path.unlink(missing_ok=True)
    try:
        part.path.parent.rmdir()
    except OSError:
        return  # others wait in it


def _nested(rows: pa.Table) -> pa.ListArray:
    structs = rows.combine_chunks().to_struct_array().chunks or [pa.array([], pa.struct(rows.schema))]
    return pa.ListArray.from_arrays(pa.array([0, len(rows)], pa.int32()), pa.concat_arrays(structs))


def _flat(column: pa.ChunkedArray) -> pa.Table:
    return pa.Table.from_batches([pa.RecordBatch.from_struct_array(column.combine_chunks().flatten())])
