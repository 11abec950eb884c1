"""Figures that count nothing: document and case numbers, standards, routes, numbers of units and of outbreaks (04·23)."""

from __future__ import annotations

import re

_BODY = "(?:[\u4e00-\u9fff]{0,4}[0-9]{0,6}[\u4e00-\u9fff]{0,4}第?[0-9]{1,5}号?(?:之[一二三四五六七八九十])?号?)?"
_DOCUMENT = re.compile("[〔\\[(（](?:19|20)[0-9]{2}[〕\\])）]" + _BODY)
_FOOTNOTE = re.compile("[〔\\[][0-9]{1,3}[〕\\]]")
_STANDARD = re.compile("(?:GB|DB|HJ|ISO|IEC|CJJ?|JGJ|JT[GJ]?|SL|NY|LY|TB|YY|WS|GA|QB|SB|CECS|T)(?:[0-9]{0,4}/?[TZ]?)[-_ ]?\\Z")
_BEFORE = re.compile("[0-9A-Za-z·•._/+@#№:-]*\\Z")
_BEHIND = re.compile("[0-9A-Za-z·•._/+@:-]*[0-9A-Za-z](?:号线|号|线)?")
_TELEPHONE = re.compile("(?:0[0-9]{2,3}-[0-9]{7,8}|1[3-9][0-9]{9}|400-?[0-9]{3}-?[0-9]{4})(?![0-9.,])")
_LONGEST = 32


def code_around(text: str, start: int) -> tuple[int, int, str]:
    """The code that the figures at a place belong to: (start, end, kind); kind is document_number, standard, footnote, date or code."""
    if start and text[start - 1] in "〔[(（":
        if footnote := _FOOTNOTE.match(text, start - 1):
            return start - 1, footnote.end(), "footnote"
        if document := _DOCUMENT.match(text, start - 1):
            return start - 1, document.end(), "document_number" if document.end() - start > 6 else "date"
    floor = max(0, start - _LONGEST)
    before = _BEFORE.search(text[floor:start])
    first = floor + (before.start() if before else start - floor)
    behind = _BEHIND.match(text, start, start + _LONGEST)
    end = behind.end() if behind else start + 1
    return first, end, "standard" if _STANDARD.search(text[first:start]) else "code"


def telephone(text: str, start: int) -> int:
    """Where the telephone number that begins at a place ends; 0 if none does."""
    match = _TELEPHONE.match(text, start)
    return match.end() if match else 0


def document_number(text: str, bracket: int) -> tuple[int, int, str] | None:
    """The document number or year in round brackets that opens at a place: （2022）88号, （2022）."""
    if document := _DOCUMENT.match(text, bracket):
        return bracket, document.end(), "document_number" if document.end() - bracket > 7 else "date"
    return None
