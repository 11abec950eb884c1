"""Dates and parts of the year, in figures and in characters: what looks like a number and is none."""

from __future__ import annotations

import re

_HAN = "〇零○一二三四五六七八九十"
_DASH = "[-—–~～至到、和及]"
_YEAR = rf"(?:(?:19|20)[0-9]{{2}}|[一二][〇零○九][{_HAN}]{{2}})"
_TAIL = "(?:上半年|下半年|全年|[一二三四1-4]季度|第[一二三四1-4]季度|前[一二三两]个?季度|年度|以前|以后|以来|之前|之后)"
MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9]|(?:二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九]))"
_MONTHS = rf"{MONTH}(?:月?(?:{_DASH}|——){MONTH})?月(?:{_DAY}(?:[日号]?(?:{_DASH}|——){_DAY})?[日号]|份|底|末|初|[上中下]旬)?"

DATE = re.compile(
    rf"{_YEAR}(?:年?(?:{_DASH}|——|[,，/]){_YEAR})*年(?:度|初|底|末|中)?(?:{_MONTHS}|{_TAIL})?"
    rf"|(?:19|20)[0-9]{{2}}[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12][0-9]|0?[1-9])(?![0-9.])"
    rf"|{_MONTHS}"
    r"|[一二三四1-4]季度"
    rf"|{_DAY}[日号](?!楼|院|线|路|店|门|馆|井|公|文|令|地|信|库|办)"
)

HINTS = frozenset("年月日号季-—–~～至到、和及/.,，")
"""What can stand right behind the first figures of a date."""


_PERIOD = re.compile("季度|半年|月[^0-9一二三四五六七八九十]*\\Z")


def date_kind(text: str, start: int, end: int) -> str:
    """``period`` for a part of the year (三季度, 1—9月), ``date`` for a year or a day."""
    return "period" if _PERIOD.search(text, start, end) else "date"


def date_end(text: str, position: int) -> int:
    """Where the date that begins at a position ends; the position itself if none does."""
    match = DATE.match(text, position)
    return match.end() if match else position
