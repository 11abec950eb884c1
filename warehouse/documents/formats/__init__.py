"""The formats that can be read, in the order in which content is tried against them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from warehouse.documents.archive import open_archive
from warehouse.documents.formats.csv import read_csv
from warehouse.documents.formats.doc import read_doc
from warehouse.documents.formats.docx import read_docx
from warehouse.documents.formats.html import read_html, read_mht
from warehouse.documents.formats.pdf import read_pdf
from warehouse.documents.formats.rtf import read_rtf
from warehouse.documents.formats.text import read_text
from warehouse.documents.formats.xls import read_xls
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
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The streams of the container of older office formats that tell what it packs, the most telling first.
_STREAMS = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM6")
# Content that is certainly not a text, by its first bytes.
_BINARY = (
    b"%PDF-", *_ZIP, _OLE, b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf",
    b"\x1f\x8b", b"II*\x00", b"MM\x00*", b"\x7fELF", b"MZ\x90", b"SQLite format 3", b"PAR1", b"BM6",
)  # fmt: skip
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<meta", b"<body", b"<div", b"<p>", b"<table")


def _is_pdf(content: Content) -> bool:
    return b"%PDF-" in content.data[:1024]


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
    Format("pdf", "application/pdf", "pypdfium2", _is_pdf, read_pdf),
    Format("docx", _DOCX, "lxml", lambda content: content.packs == "docx", read_docx),
    Format("xlsx", _XLSX, "lxml", lambda content: content.packs == "xlsx", read_xlsx),
    Format("doc", "application/msword", "msdoc2docx", lambda content: content.packs == "doc", read_doc),
    Format("xls", "application/vnd.ms-excel", "xlrd", lambda content: content.packs == "xls", read_xls),
    Format("rtf", "application/rtf", "rtf", lambda content: content.data.startswith(b"{\\rtf"), read_rtf),
    Format("html", "text/html", "selectolax", _is_markup, read_html),
    Format("mht", "multipart/related", "selectolax", _is_web_archive, read_mht),
    Format("csv", "text/csv", "csv", _is_csv, read_csv),
    Format("markdown", "text/markdown", "text", _is_markdown, read_text),
    Format("text", "text/plain", "text", _is_text, read_text),
)


def is_plain_text(head: bytes, name: str) -> bool:
    """Whether the first bytes of a file are those of text, which no library parses."""
    return not any(name.lower().endswith(ending) for ending in (".csv", ".tsv")) and _is_text(Content(head, name.lower()))


def detect(data: bytes, name: str) -> Format:
    """The first format that recognises the content. Raises UnreadableFile (unsupported_format, damaged …)."""
    content = Content(data, name.lower(), _packs(data, name.lower()))
    for candidate in FORMATS:
        if candidate.recognises(content):
            return candidate
    if data.startswith(_PICTURES):
        raise unreadable("no_text_layer")
    if content.packs in ("zip", "encrypted"):
        raise unreadable("bundle" if content.packs == "zip" else "encrypted")
    raise unreadable("unsupported_format")


def _packs(data: bytes, name: str) -> str:
    """What an archive packs: docx, xlsx …, doc, xls, or zip for a bundle of files; empty for what is no archive."""
    if data.startswith(_OLE):
        return next((kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in data), "ole")
    if not data.startswith(_ZIP):
        return ""
    kind = package_kind(open_archive(data).names)
    if not kind and name.endswith(OFFICE_EXTENSIONS):
        raise unreadable("damaged")
    return kind or "zip"
