"""A file to be read: where its bytes are, what the warehouse calls it, what its folder's manifest says of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from warehouse.model.document import Declared

_DAYS = ("published_on", "retrieved_on")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file found. ``path`` is where its bytes are read from now, ``name`` what becomes ``source_file.file_name``.

    ``document_key`` is the SHA-256 of the bytes (64 hex digits), the key of the document that they make.
    """

    path: Path
    name: str
    document_key: str
    byte_size: int
    declared: Declared = field(default_factory=Declared)


def declared_text(declared: Declared) -> str:
    """What a manifest says of a file, as JSON that compares and reads back; empty where it says nothing."""
    said = {name: str(value) if name in _DAYS else value for name, value in asdict(declared).items() if value is not None}
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else ""


def declared_from_text(text: str) -> Declared:
    """The other way round.

    >>> declared_from_text(declared_text(Declared(fiscal_year=2022))).fiscal_year
    2022
    """
    said: dict[str, Any] = json.loads(text) if text else {}
    values: dict[str, Any] = {name: date.fromisoformat(value) if name in _DAYS else value for name, value in said.items()}
    return Declared(**values)
