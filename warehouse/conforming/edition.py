"""What orders the editions of one report: the date under it, a mark of revision in its name or title."""

from __future__ import annotations

import re
from datetime import date

from warehouse.model import Document, Identity
from warehouse.model.keys import digest

_DATE = re.compile(
    r"(?P<y>20[0-9]{2}|二[〇○零]二[〇○零一二三四五六七八九])\s*年\s*"
    r"(?P<m>[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?P<d>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
_DIGITS = {mark: str(number) for number, marks in enumerate(["〇○零", *"一二三四五六七八九"]) for mark in marks}
# A date that signs a report stands alone on one of its last lines; anywhere else it is about something else.
_TAIL = 120
_VERSION = re.compile(
    r"(?<![A-Za-z])[vV](?:er(?:sion)?)?[. _-]?(?P<version>[0-9]{1,2})(?![0-9])"
    r"|第(?P<ordinal>[二三四五六七八九2-9])[版稿次]"
    r"|(?P<revised>修订|修改|更正|更新|重报|订正)"
)
_ORDINALS = {mark: number for number, mark in enumerate("一二三四五六七八九", 1)}
# What a title loses before two reports on one project are held for editions of each other.
_NOISE = re.compile(
    r"[（(【\[][^（()）】\]]*(?:修订|修改|更正|更新|版|稿|[vV][0-9])[^（()）】\]]*[）)】\]]"
    r"|修订版?|更正版?|终稿|定稿|[\s_.-]*[vV][0-9]{1,2}|\s"
)


def dated_on(document: Document) -> date | None:
    """The date that signs the report: the last full date of its last lines, alone on its line."""
    for line in reversed(document.text[-_TAIL:].splitlines()):
        found = _DATE.fullmatch(line.strip())
        if found:
            return _date(found)
    return None


def edition_mark(file_name: str, title: str) -> int:
    """0 where nothing says so, 1 for v1, 2 for v2, 第二版 or a bare 修订.

    >>> edition_mark("2022自评报告（修订）.docx", ""), edition_mark("报告_v3.pdf", ""), edition_mark("报告.pdf", "")
    (2, 3, 0)
    """
    name = re.split(r"[/\\!]", file_name)[-1]
    marks = [_mark(found) for text in (name, title) for found in _VERSION.finditer(text)]
    return max(marks, default=0)


def edition_group(document: Document, identity: Identity, organisation: str | None) -> str:
    """What the editions of one report share: organisation, year, type, and for reports on one project its title."""
    if organisation is None or identity.fiscal_year is None:
        return digest("edition", document.key)
    subject = _NOISE.sub("", identity.title) if identity.report_type.startswith("project") else ""
    return digest("edition", organisation, identity.fiscal_year, identity.report_type, subject)


def _mark(found: re.Match[str]) -> int:
    if found["version"]:
        return int(found["version"])
    if found["ordinal"]:
        return _ORDINALS.get(found["ordinal"]) or int(found["ordinal"])
    return 2


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(_number(found["y"], is_year=True), _number(found["m"]), _number(found["d"]))
    except ValueError:
        return None


def _number(text: str, is_year: bool = False) -> int:
    """A year digit by digit (二〇二三), a month or a day as it is said (二十一)."""
    if text.isascii():
        return int(text)
    if is_year:
        return int("".join(_DIGITS[mark] for mark in text))
    tens, ten, ones = text.rpartition("十")
    return (_ORDINALS.get(tens, 1) * 10 if ten else 0) + _ORDINALS.get(ones, 0)
