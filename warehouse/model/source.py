"""A file to be read: where its bytes are, what the warehouse calls it, what its folder's manifest says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from warehouse.model.document import Declared


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
