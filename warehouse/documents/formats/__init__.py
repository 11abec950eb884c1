"""The formats that can be read, in the order in which content is tried against them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from warehouse.documents.archive import open_archive
from warehouse.documents.formats.csv import read_csv
from warehouse.documents.formats.docx import read_docx
from warehouse.documents.formats.html import read_html, read_mht
from warehouse.documents.formats.text import read_text
from warehouse.documents.formats.xlsx import read_xlsx
from warehouse.documents.package import OFFICE_EXTENSIONS, package_kind
from warehouse.documents.parts import Parts
from warehouse.documents.reasons import unreadable


@dataclass(frozen=True, slots=True)
class Content:
    """What is known of a file before it is read: its bytes, its name in lower case and, of an archive, what it packs."""

    data: bytes
    name: str
    packs: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: how its content is told from others, whatever the file is called, and who reads it."""

    name: str
    media_type: str
    reader: str
    recognises: Callable[[Content], bool]
    read: Callable[[bytes, frozenset[str]], Parts]


_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# Content that is certainly not a text, by its first bytes.
_BINARY = (
    b"%PDF-", *_ZIP, b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf",
    b"\x1f\x8b", b"II*\x00", b"MM\x00*", b"\x7fELF", b"MZ\x90", b"SQLite format 3", b"PAR1", b"BM6",
)  # fmt: skip
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<meta", b"<body", b"<div", b"<p>", b"<table")


def _is_text(content: Content) -> bool:
    return not content.data.startswith((*_BINARY, b"<?xml")) and not _is_markup(content)


def _is_markdown(content: Content) -> bool:
    return content.name.endswith((".md", ".markdown")) and not content.data.startswith(_BINARY)


def _is_web_archive(content: Content) -> bool:
    head = content.data[:2048].lower()
    return head.startswith((b"mime-version:", b"from:")) and b"content-type: multipart/related" in head


def _is_markup(content: Content) -> bool:
    head = content.data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith(_MARKUP) or (head.startswith(b"<?xml") and b"<html" in head)


def _is_csv(content: Content) -> bool:
    return content.name.endswith((".csv", ".tsv")) and not content.data.startswith(_BINARY)


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS: tuple[Format, ...] = (
    Format("docx", _DOCX, "lxml", lambda content: content.packs == "docx", read_docx),
    Format("xlsx", _XLSX, "lxml", lambda content: content.packs == "xlsx", read_xlsx),
    Format("html", "text/html", "selectolax", _is_markup, read_html),
    Format("mht", "multipart/related", "selectolax", _is_web_archive, read_mht),
    Format("csv", "text/csv", "csv", _is_csv, read_csv),
    Format("markdown", "text/markdown", "text", _is_markdown, read_text),
    Format("text", "text/plain", "text", _is_text, read_text),
)


def detect(data: bytes, name: str) -> Format:
    """The first format that recognises the content. Raises UnreadableFile (unsupported_format, damaged …)."""
    content = Content(data, name.lower(), _packs(data, name.lower()))
    for candidate in FORMATS:
        if candidate.recognises(content):
            return candidate
    raise unreadable("unsupported_format")


def _packs(data: bytes, name: str) -> str:
    """What an archive packs: docx, xlsx …, or zip for a bundle of files; empty for what is no archive."""
    if not data.startswith(_ZIP):
        return ""
    kind = package_kind(open_archive(data).names)
    if not kind and name.endswith(OFFICE_EXTENSIONS):
        raise unreadable("damaged")
    return kind or "zip"
