"""The formats that can be read, in the order in which content is tried against them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from warehouse.documents.formats.text import read_text
from warehouse.documents.parts import Parts
from warehouse.documents.reasons import unreadable


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: how its content is told from others, whatever the file is called, and who reads it."""

    name: str
    media_type: str
    reader: str
    recognises: Callable[[bytes, str], bool]
    read: Callable[[bytes, frozenset[str]], Parts]
    extensions: tuple[str, ...]


# Content that is certainly not a text, by its first bytes.
_BINARY_MAGIC = (
    b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf",
    b"\x1f\x8b", b"BM", b"II*\x00", b"MM\x00*", b"\x7fELF", b"MZ", b"SQLite format 3", b"PAR1",
)  # fmt: skip


def _is_markdown(data: bytes, name: str) -> bool:
    return name.lower().endswith((".md", ".markdown")) and _is_text(data, name)


def _is_text(data: bytes, _name: str) -> bool:
    return not data.startswith(_BINARY_MAGIC) and not _is_markup(data)


def _is_markup(data: bytes) -> bool:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<meta"))


FORMATS: tuple[Format, ...] = (
    Format("markdown", "text/markdown", "text", _is_markdown, read_text, (".md", ".markdown")),
    Format("text", "text/plain", "text", _is_text, read_text, (".txt", ".text", ".log")),
)


def detect(data: bytes, name: str) -> Format:
    """The first format that recognises the content. Raises UnreadableFile (unsupported_format)."""
    for candidate in FORMATS:
        if candidate.recognises(data, name):
            return candidate
    raise unreadable("unsupported_format")
