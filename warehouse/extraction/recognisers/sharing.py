"""Neighbouring numbers: lists that share a unit (3、5、7家), and ranges (5%—6%, 3至5个, 大于10小于50)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from warehouse.extraction.recognisers.found import Found

_LIST_MARKS = frozenset(("、", "和", "及", "与", "或"))
_DASHES = frozenset(("-", "—", "–", "——", "~", "～", "--", "―", "至", "到"))
_JOINS = frozenset(("", "并且", "且", "并", "而", "但", "同时", "又"))
_BETWEEN = frozenset(("与", "和", "到", "至", "、"))
_AFTER_BETWEEN = re.compile("之?间")
_SCALES = ("万", "亿")
_INCLUSIVE = re.compile("[（(]不?含[)）]")
_STARTS_COURSE = frozenset("从由自")
_LOWER = frozenset(("at_least", "more_than"))
_UPPER = frozenset(("at_most", "less_than"))


def share_units(text: str, found: Sequence[Found]) -> list[Found]:
    """The quantities with shared units given to each and ranges joined, in order."""
    for number in range(len(found) - 2, -1, -1):
        left, right = found[number], found[number + 1]
        if right.start - left.end <= 1 and _can_lend(right) and text[left.end : right.start] in _LIST_MARKS:
            _lend(left, right)
    joined: list[Found] = []
    for item in found:
        if joined and (merged := _joined(text, joined[-1], item)):
            joined[-1] = merged
        else:
            joined.append(item)
    return joined


def _can_lend(right: Found) -> bool:
    return bool(right.unit) and right.kind != "ordinal"


def _lend(left: Found, right: Found) -> None:
    """Gives the unit of the right number to a bare one on its left; a bare 个 stands for 个百分点, a bare 万 for 万人, too."""
    is_short = (left.unit == "个" and right.unit == "个百分点") or (left.unit in _SCALES and right.unit.startswith(left.unit))
    if (left.unit and not is_short) or left.kind == "ordinal" or left.high is not None:
        return
    _take_unit(left, right)


def _take_unit(left: Found, right: Found) -> None:
    factor = right.ulp.scaleb(right.decimals)
    left.unit, left.unit_kind, left.kind = right.unit, right.unit_kind, right.kind
    left.value = left.printed * factor
    left.ulp = factor.scaleb(-left.decimals)


def _joined(text: str, left: Found, right: Found) -> Found | None:
    """Both numbers as one range, if they are one."""
    if left.high is not None or right.high is not None:
        return None
    between = text[left.end : right.start]
    if "含" in between:
        between = _INCLUSIVE.sub("", between)
    if between in _DASHES and (not left.unit or left.unit == right.unit) and not _is_course(text, left, between):
        return _range(left, right)
    if between in _BETWEEN or between.strip("第") in _BETWEEN:
        room = right.unit == "间" and left.unit in ("", "间") and left.qualifier == "exact"
        if (after := _AFTER_BETWEEN.match(text, right.end - room)) and left.kind == right.kind:
            if room:
                left.unit = right.unit = right.unit_kind = ""
            return _range(left, right, after.end())
    return _bounded_on_both_sides(text, left, right)


def _is_course(text: str, left: Found, between: str) -> bool:
    """从5家到8家 tells two levels, not a range."""
    return between in ("至", "到") and bool(left.unit) and text[max(0, left.start - 1) : left.start] in _STARTS_COURSE


def _bounded_on_both_sides(text: str, left: Found, right: Found) -> Found | None:
    """大于10小于50, 最多100最少20个: one range, unless nothing could lie in it."""
    between = text[max(left.end, left.tail) : right.cue]
    if left.qualifier == "exact" or right.qualifier == "exact" or between not in _JOINS:
        return None
    if left.qualifier in _LOWER and right.qualifier in _UPPER:
        low, high = left, right
    elif left.qualifier in _UPPER and right.qualifier in _LOWER and not between:
        low, high = right, left
    else:
        return None
    if low.value > high.value:
        return None
    ends = low.value, high.value
    merged = _range(left, right)
    merged.value, merged.high = ends
    return merged


def _range(left: Found, right: Found, end: int = 0) -> Found:
    if not left.unit and right.unit and right.kind != "ordinal":
        _take_unit(left, right)
    right.start, right.number_start = left.start, left.number_start
    right.end = end or right.end
    right.value, right.high = left.value, right.value
    right.cue, right.qualifier = left.cue, "exact"
    return right
