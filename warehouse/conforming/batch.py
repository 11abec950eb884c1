"""Rows of many documents as one columnar batch, the only thing that travels between processes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import pyarrow as pa

from warehouse.conforming.rows import SCHEMAS

Rows: TypeAlias = Mapping[str, Sequence[tuple[Any, ...]]]
Batch: TypeAlias = dict[str, pa.Table]

# Rows of these say the same whichever document brings them, so that a batch holds each once.
_SHARED = frozenset({"dim_period", "dim_indicator", "dim_case_type", "dim_unit"})


def as_batch(documents: Iterable[Rows]) -> Batch:
    """One Arrow table for each of ``SCHEMAS``, empty ones included, in the order of the documents."""
    gathered: dict[str, list[tuple[Any, ...]]] = {table: [] for table in SCHEMAS}
    for rows in documents:
        for table, more in rows.items():
            gathered[table].extend(more)
    return {table: _as_table(table, rows) for table, rows in gathered.items()}


def joined(batches: Sequence[Batch]) -> Batch:
    """Several batches as one. Raises IndexError where there is none."""
    together = {table: pa.concat_tables([batch[table] for batch in batches]) for table in batches[0]}
    return {table: _unique(rows) if table in _SHARED else rows for table, rows in together.items()}


def _unique(rows: pa.Table) -> pa.Table:
    return rows.group_by(rows.column_names, use_threads=False).aggregate([]).cast(rows.schema)


def _as_table(table: str, rows: list[tuple[Any, ...]]) -> pa.Table:
    schema = SCHEMAS[table]
    unique = list(dict.fromkeys(rows)) if table in _SHARED else rows
    columns: Iterable[Sequence[Any]] = zip(*unique, strict=True) if unique else [()] * len(schema)
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
