"""One file → one Document."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.documents.formats import Format, detect
from warehouse.documents.limits import LIMITS
from warehouse.documents.parts import Parts
from warehouse.documents.reasons import LIBRARY_FAULTS, unreadable
from warehouse.documents.source import display_name, read_bytes
from warehouse.documents.text_tables import HEADER_WORDS
from warehouse.model import Declared, Document
from warehouse.text.outline import outline

if TYPE_CHECKING:
    from warehouse.reference import Reference


def read(path: Path | str, *, name: str | None = None, declared: Declared | None = None, reference: Reference | None = None) -> Document:
    """The document in a file. Raises UnreadableFile with the reason for which the file is quarantined.

    ``name`` is how the file is called in the warehouse (default: its last part); ``declared`` what a manifest says of
    it; with ``reference`` tables in plain text are known by all its header words.
    """
    path = Path(path)
    return read_content(read_bytes(path), name or path.name, declared, reference)


def read_content(data: bytes, name: str, declared: Declared | None = None, reference: Reference | None = None) -> Document:
    """The document in a file's bytes; otherwise as ``read``."""
    if not data:
        raise unreadable("empty_file")
    kind = detect(data, name)
    parts = _parts(kind, data, header_words(reference))
    check_text(parts.text, len(data))
    spans = tuple(table.span for table in parts.tables)
    shape = outline(parts.text, spans, parts.furniture, parts.lines_are_paragraphs)
    return Document(
        key=hashlib.sha256(data).hexdigest(),
        file_name=display_name(name),
        media_type=kind.media_type,
        reader=parts.reader or kind.reader,
        text=parts.text,
        title=parts.title or shape.title,
        flow=shape.flow,
        paragraphs=shape.paragraphs,
        sections=shape.sections,
        sentences=shape.sentences,
        pages=parts.pages,
        tables=parts.tables,
        furniture=parts.furniture,
        is_ocr=parts.is_ocr,
        byte_size=len(data),
        declared=declared or Declared(),
    )


def _parts(kind: Format, data: bytes, words: frozenset[str]) -> Parts:
    """What the format's reader makes of the bytes. A library that trips over them has found them damaged."""
    try:
        return kind.read(data, words)
    except MemoryError as error:
        raise unreadable("out_of_memory") from error
    except LIBRARY_FAULTS as error:
        raise unreadable("damaged", type(error).__name__) from error


def header_words(reference: Reference | None) -> frozenset[str]:
    """The words by which a table's header line is known in plain text."""
    return HEADER_WORDS.union(reference.table_headers) if reference else HEADER_WORDS


def check_text(text: str, byte_size: int) -> None:
    """Raises UnreadableFile where a reader brought back nothing, next to nothing out of a larger file, or far too much."""
    if len(text) > LIMITS.characters:
        raise unreadable("too_large", f"> {LIMITS.characters} 字")
    visible = len("".join(text[:4096].split()))
    if not visible and not text.strip():
        raise unreadable("empty_file")
    if visible < 8 and len(text) < 4096 and byte_size > 512:
        raise unreadable("near_empty")
