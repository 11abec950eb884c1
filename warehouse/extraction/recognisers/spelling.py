"""The numeral at a place of a folded text: where it ends and what its value is.

Figures (13,092.54) are read on the spot; Chinese and mixed ones (三千二百, 7万5千, 五分之一) are cut out by a pattern and given
to ``read_numeral``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from warehouse.text.numeral import read_numeral

DIGITS = "〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖"
TWOS = "两俩仨"
SCALES = "十百千万亿兆拾佰仟廿卅卌"
HAN = DIGITS + TWOS + SCALES
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
_SCALES_OF_CHEQUES = frozenset("拾佰仟十百千万亿")
_AFTER_FORMAL_SCALE = frozenset("壹贰叁肆伍陆柒捌玖零万亿")

LONGEST_FIGURES = 24
"""Figures with more characters than this are no amount: a code, a row of noughts, rubbish."""
_LONGEST_RUN = 40

_RUN = re.compile(f"[0-9{HAN}点.,又分之]++")
_SHORT_RUN = re.compile(f"[0-9{HAN}点.,又分之]{{1,{_LONGEST_RUN + 1}}}+")
_CARDINAL = f"[0-9{HAN}]+(?:,[0-9]{{3}})*(?:点[{DIGITS}0-9]+[万亿]*|\\.[0-9]+[万亿]*)?"
_NUMERAL = re.compile(f"(?:{_CARDINAL}又)?{_CARDINAL}分之{_CARDINAL}|{_CARDINAL}")
_SHARE = re.compile(f"((?:[十百千]?万|[百千])分之)({_CARDINAL})")
_ONLY_DIGITS = re.compile(f"[{DIGITS}]{{2,}}\\Z")
_RUN_TOGETHER = re.compile("[一二三四五六七八九两][0-9]|[0-9][一二三四五六七八九两]")
_HAS_GREAT_SCALE = re.compile("[万亿兆又分]")
_ONLY_SCALES = re.compile("[百千万亿兆佰仟拾]+\\Z")


class Spelled(NamedTuple):
    """A numeral. ``start`` is where the figures begin (behind 百分之), ``share`` 百分之 in per cent (1), 千分之 (0.1), else None."""

    start: int
    end: int
    value: Decimal
    decimals: int
    is_malformed: bool = False
    share: Decimal | None = None
    is_bare_scale: bool = False


def spelled_in_figures(text: str, start: int, end: int) -> Spelled | None:
    """Figures at ``[start:end]`` (with commas and point). Wrong grouping is repaired where decimals show that it is one number;
    else the number ends at the first comma. None for rows of figures that are no amount."""
    figures = text[start:end]
    if end - start > LONGEST_FIGURES:
        return None
    whole, _, decimals = figures.partition(".")
    if "," not in whole:
        if len(whole) > 1 and whole[0] == "0":
            return None
        return Spelled(start, end, Decimal(figures), len(decimals))
    groups = whole.split(",")
    if len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]):
        return Spelled(start, end, Decimal(figures.replace(",", "")), len(decimals))
    if decimals and all(2 <= len(group) <= 4 for group in groups[1:]) and not _is_year(groups[-1], text, end):
        return Spelled(start, end, Decimal(figures.replace(",", "")), len(decimals), True)
    first = len(groups[0])
    return Spelled(start, start + first, Decimal(groups[0]), 0)


def _is_year(group: str, text: str, end: int) -> bool:
    return len(group) == 4 and group[:2] in ("19", "20") and text[end : end + 1] == "年"


def spelled_in_characters(text: str, start: int) -> Spelled | None:
    """The Chinese or mixed numeral that begins at a place; None for guesses (二三十, 三五) and rows of digits (一二三)."""
    run = _SHORT_RUN.match(text, start)
    if run is None or run.end() - start > _LONGEST_RUN:
        return None
    if share := _SHARE.match(text, start, run.end()):
        found = _longest(share.group(2), share.start(2))
        return found and found._replace(share=Decimal(100) / read_numeral(share.group(1)[:-2]))
    match = _NUMERAL.match(text, start, run.end())
    return _longest(match.group(), start) if match else None


_RATIO = re.compile("(?:([0-9]{1,2}) )?([0-9]{1,2})/([0-9]{1,3})(?![0-9/万千])")


def spelled_ratio(text: str, start: int) -> Spelled | None:
    """1/2 and 1 3/5; None if no such ratio begins here."""
    match = _RATIO.match(text, start)
    if match is None or not int(match.group(3)):
        return None
    return Spelled(start, match.end(), read_numeral(match.group()), 0)


def without_last_scale(text: str, spelled: Spelled) -> Spelled:
    """The numeral without the 万 or 亿 that ends it; itself where that would change what the rest means (十二亿三千万, 千万)."""
    head = text[spelled.start : spelled.end - 1]
    if spelled.share is not None or _HAS_GREAT_SCALE.search(head) or not head or _ONLY_SCALES.match(head):
        return spelled
    return Spelled(spelled.start, spelled.end - 1, read_numeral(head), _decimals(head))


_LONE = {char: read_numeral(char) for char in HAN if char not in "廿卅卌"}


def lone(text: str, start: int) -> Spelled:
    """A single Chinese digit or scale."""
    char = text[start]
    value = _LONE.get(char)
    return Spelled(start, start + 1, read_numeral(char) if value is None else value, 0, False, None, char in "百千万亿兆佰仟拾")


def _longest(text: str, start: int) -> Spelled | None:
    """The longest beginning of a run that reads as a numeral."""
    for end in range(len(text), 0, -1):
        head = text[:end]
        if _RUN_TOGETHER.search(head):
            continue
        if _ONLY_DIGITS.match(head) and not (len(head) > 3 or set(head) & set("〇零○")):
            return None
        try:
            value = read_numeral(head)
        except ValueError:
            continue
        if text[end : end + 1] and text[end] in DIGITS:
            return None
        return Spelled(start, start + end, value, _decimals(head), is_bare_scale=bool(_ONLY_SCALES.match(head)))
    return None


def _decimals(text: str) -> int:
    _, _, decimals = text.replace("点", ".").partition(".")
    return len(decimals.rstrip("万亿"))


def run_end(text: str, start: int) -> int:
    """Where the run of numeral characters that begins at a place ends."""
    run = _RUN.match(text, start)
    return run.end() if run else start + 1


def is_other_word(text: str, start: int) -> bool:
    """Whether a digit of cheques begins no numeral but stands in another word: 陆地, 队伍4支, 收拾; not 伍佰, 拾万, 壹千."""
    char = text[start]
    if char not in _FORMAL:
        return False
    return text[start + 1 : start + 2] not in (_AFTER_FORMAL_SCALE if char in "拾佰仟" else _SCALES_OF_CHEQUES)
