"""Bytes to text: byte-order mark, strict UTF-8, UTF-16 by its looks, GB18030, Big5. Never a guess that loses characters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from warehouse.documents.reasons import unreadable

_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 8192
_PLAUSIBLE = re.compile(r"[\t\n\r -~\u00b7\u2010-\u2026\u3000-\u301f\u4e00-\u9fff\uff01-\uff5e]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LEVEL_1_BIG5 = re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What a second, wrong decoding leaves behind: UTF-8 read as GBK (锟斤拷), and the replacement character.
_SCARS = re.compile(r"锟斤拷|\ufffd")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text without its byte-order mark, and the encoding that it was in."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """The text of a plain text file. Raises UnreadableFile: undecodable, binary_content or garbled_text."""
    decoded = _decode(data)
    if _CONTROL.search(decoded.text) and ("\x00" in decoded.text or len(_CONTROL.findall(decoded.text)) * 100 > len(decoded.text)):
        raise unreadable("binary_content")
    if _is_garbled(decoded.text):
        raise unreadable("garbled_text")
    return decoded


def _decode(data: bytes) -> Decoded:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data)
    return _decode_other(data) if "\x00" in text and _looks_like_utf16(data) else Decoded(text, "utf-8")


def _decode_other(data: bytes) -> Decoded:
    encoding = _looks_like_utf16(data)
    if encoding:
        return _strict(data, encoding)
    if b"\x00" in data[:_SAMPLE]:
        raise unreadable("binary_content")
    if _looks_like_big5(data):
        return _strict(data, "big5")
    return _strict(data, "gb18030")


def _strict(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise unreadable("undecodable") from error


def _looks_like_utf16(data: bytes) -> str:
    """The byte order in which nearly all characters are Chinese or ASCII; empty if there is none."""
    if len(data) % 2 or len(data) < 4:
        return ""
    sample = data[:_SAMPLE]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        if len(_PLAUSIBLE.findall(text)) >= 0.95 * len(text):
            return encoding
    return ""


def _looks_like_big5(data: bytes) -> bool:
    """Whether the bytes are common characters in Big5, and rare ones in GB18030."""
    sample = data[:_SAMPLE]
    text = re.sub(r"[\x00-\x7f\ufffd]", "", sample.decode("gb18030", "replace"))
    if len(text) < 8 or len(text.encode("gb2312", "ignore")) > 1.6 * len(text):
        return False
    pairs = [char.encode("big5") for char in sample.decode("big5", "ignore") if char > "\x7f"]
    common = sum(bool(_LEVEL_1_BIG5.fullmatch(pair)) for pair in pairs)
    return common >= 0.7 * len(pairs) > 0


def _is_garbled(text: str) -> bool:
    """UTF-8 once read as Latin-1 or GBK and saved again, or saved as ASCII."""
    sample = text[:_SAMPLE]
    if sample.count("?") * 5 > len(sample) > 20:
        return True  # saved in an encoding without Chinese
    if len(_SCARS.findall(sample)) * 50 > len(sample):
        return True
    if _CHINESE.search(sample):
        return False
    try:
        return bool(_CHINESE.search(sample.encode("latin-1").decode("utf-8", "ignore")))
    except UnicodeEncodeError:
        return False
