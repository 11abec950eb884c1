"""Kinds of columns: what a value is in Python and what it becomes in Arrow and DuckDB."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

import pyarrow as pa

QUOTE = pa.struct(
    [
        ("document_key", pa.string()),
        ("quote", pa.string()),
        ("quote_start", pa.int32()),
        ("quote_end", pa.int32()),
        ("page", pa.int32()),
    ]
)

Text: TypeAlias = Annotated[str, pa.string()]
OptionalText: TypeAlias = Annotated[str | None, pa.string()]
Texts: TypeAlias = Annotated[list[str], pa.list_(pa.string())]
Flag: TypeAlias = Annotated[bool, pa.bool_()]
Day: TypeAlias = Annotated[date | None, pa.date32()]
Whole: TypeAlias = Annotated[int, pa.int32()]
OptionalWhole: TypeAlias = Annotated[int | None, pa.int32()]
Count: TypeAlias = Annotated[int | None, pa.int64()]
Value: TypeAlias = Annotated[Decimal | None, pa.decimal128(38, 10)]
Yuan: TypeAlias = Annotated[Decimal | None, pa.decimal128(20, 4)]
Percent: TypeAlias = Annotated[Decimal | None, pa.decimal128(18, 6)]
Points: TypeAlias = Annotated[Decimal | None, pa.decimal128(18, 6)]
Quotes: TypeAlias = Annotated[list[dict[str, Any]], pa.list_(QUOTE)]
