"""From a numeral to an amount: its sign, its unit, the special ways of counting (成, 百分之, ￥, 半), and its bounds."""

from __future__ import annotations

import re
from decimal import Decimal

from warehouse.extraction.recognisers.bounds import qualifier_after, qualifier_before
from warehouse.extraction.recognisers.found import Found
from warehouse.extraction.recognisers.measure import NO_TENTHS, Measure, kind_of
from warehouse.extraction.recognisers.spelling import Spelled

_NOT_A_SIGN = frozenset("担肩自背抱胜亏辜欺正")
_NEVER_SIGNED = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_SCALE_CHARS = frozenset("十百千万亿")
_COINS = re.compile("(?:([0-9]|[一二两三四五六七八九])[角毛])?(?:([0-9]|[一二两三四五六七八九])分(?![之钟别支类项局行公部管配期布析级]))?")
_COIN = {**{str(n): n for n in range(10)}, **{char: n for n, char in enumerate("〇一二三四五六七八九")}, "两": 2}
_HALVES = frozenset(("length", "weight", "time", "area", "volume", "age"))
_HALF_OF = re.compile("半(小时|月|星期|学期|世纪|课时|钟头)")
_ONE = Decimal(1)
_HALF = Decimal("0.5")
_TEN = Decimal(10)


def amount(text: str, start: int, spelled: Spelled, measure: Measure, last_end: int) -> Found:
    """A numeral with its unit."""
    start, sign = _signed(text, start, spelled.end, last_end)
    value = sign * spelled.value
    ulp = measure.factor.scaleb(-spelled.decimals)
    item = Found(start, measure.end, spelled.start, spelled.end, value, value * measure.factor, ulp, spelled.decimals)
    item.unit, item.unit_kind, item.kind, item.is_malformed = measure.unit, measure.kind, kind_of(measure.kind), spelled.is_malformed
    if measure.is_vague:
        item.qualifier = "more_than"
    _with_money(text, item)
    _with_half(text, item)
    return item


def share(text: str, start: int, spelled: Spelled, last_end: int) -> Found:
    """百分之五, 千分之三: in per cent, as the unit says."""
    start, sign = _signed(text, start, spelled.end, last_end)
    portion = spelled.share or _ONE
    value = sign * spelled.value * portion
    ulp = portion.scaleb(-spelled.decimals)
    return Found(start, spelled.end, spelled.start, spelled.end, value, value, ulp, spelled.decimals, "%", "percent", "percent")


def opens_tenths(text: str, place: int) -> bool:
    """Whether 成 at a place stands for tenths, not for 成立 or 成果."""
    return text[place : place + 1] == "成" and text[place + 1 : place + 2] not in NO_TENTHS


def tenths(text: str, start: int, spelled: Spelled, last_end: int) -> Found:
    """六成 is 60 %, 三成五 is 35 %."""
    start, sign = _signed(text, start, spelled.end, last_end)
    end = spelled.end + 1
    value = spelled.value
    ulp = _ONE.scaleb(-spelled.decimals)
    rest = text[end : end + 1]
    if rest in _COIN or rest == "半":
        value, ulp, end = value + (_HALF if rest == "半" else Decimal(_COIN[rest]) / _TEN), ulp / _TEN, end + 1
    value = sign * value * _TEN
    return Found(start, end, spelled.start, spelled.end, value, value, ulp * _TEN, 0, "%", "percent", "percent")


def ordinal(text: str, start: int, spelled: Spelled, measure: Measure) -> Found:
    """第五, 第3万, 前三: without a unit, which names what is counted off."""
    start += text[start - 1] == "前"
    end = spelled.end + len(measure.scale)
    value = spelled.value * measure.factor
    return Found(start - 1, end, spelled.start, spelled.end, value, value, measure.factor, 0, "", "", "ordinal", cue=start - 1, tail=end)


def bounded(text: str, item: Found, last_end: int) -> Found:
    """The quantity with what the words before and after it say of its exactness."""
    before, item.cue = qualifier_before(text, item.start)
    after, item.tail = qualifier_after(text, item.end)
    if before is not None and item.cue >= last_end:
        item.qualifier, item.is_equal = before, before == "exact"
        return item
    item.cue = item.start
    if after is not None:
        item.qualifier = after
    elif item.start and text[item.start - 1] == "上" and text[item.start] in _SCALE_CHARS:
        item.qualifier = "at_least"
    return item


def _signed(text: str, start: int, end: int, last_end: int) -> tuple[int, Decimal]:
    """Where the number with its sign begins, and the sign. A dash behind another number is none."""
    if not start:
        return start, _ONE
    before = text[start - 1]
    if before == "-" or before == "−":
        if text[end : end + 1] == "-":
            return start, _ONE  # -1-: the number of a page
        if start > 1 and (text[start - 2] in _NEVER_SIGNED or last_end == start - 1):
            return start, _ONE
        return start - 1, -_ONE
    if before == "负" and (start == 1 or text[start - 2] not in _NOT_A_SIGN):
        return start - 1, -_ONE
    return start, _ONE


def _with_money(text: str, item: Found) -> None:
    """￥300 and 五元三毛."""
    if item.start and text[item.start - 1] == "¥":
        item.start -= 1
        if item.unit_kind != "money":
            item.unit, item.unit_kind, item.kind = item.unit + "元", "money", "money"
    elif item.unit in ("元", "块", "圆") and (coins := _COINS.match(text, item.end)) and coins.group():
        item.value += Decimal(_COIN[coins[1] or "0"]) / 10 + Decimal(_COIN[coins[2] or "0"]) / 100
        item.printed, item.end, item.decimals = item.value, coins.end(), 2 if coins[2] else 1
        item.ulp = _ONE.scaleb(-item.decimals)


def _with_half(text: str, item: Found) -> None:
    """两米半, 一个半小时."""
    if item.unit == "个" and (half := _HALF_OF.match(text, item.end)):
        item.unit, item.unit_kind, item.kind = "个月" if half[1] == "月" else half[1], "time", "dimension"
        item.end = half.start(1)
        _add_half(item, half.end(1))
    elif text[item.end : item.end + 1] == "半" and item.unit_kind in _HALVES:
        _add_half(item, item.end + 1)


def _add_half(item: Found, end: int) -> None:
    item.value += _HALF * item.ulp
    item.printed += _HALF
    item.end, item.decimals, item.ulp = end, 1, item.ulp / 10
