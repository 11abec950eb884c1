"""The everyday amount, nine in ten: figures, perhaps 万 or 亿, a unit (3,518.85万元, 196家, 88.06%). Read straight on, for speed;
whatever is out of the ordinary around it is left to the scan, which reads the same things in the same way, only slower.
"""

from __future__ import annotations

import re
from decimal import Decimal

from warehouse.extraction.recognisers.bounds import AFTER_HINTS, BEFORE_HINTS, qualifier_after, qualifier_before
from warehouse.extraction.recognisers.found import Found
from warehouse.extraction.recognisers.measure import Measures, kind_of
from warehouse.extraction.recognisers.spelling import HAN

_GROUPED = re.compile("[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?\\Z")
_ASCII = frozenset(map(chr, range(0x21, 0x7F)))
_UNUSUAL_BEFORE = (_ASCII - frozenset(",;:!?)<>=~")) | frozenset("·•〔№第前−负¥\u200b")
_UNUSUAL_AFTER = (
    (_ASCII - frozenset("%,;!?")) | (frozenset(HAN) - frozenset("万亿")) | frozenset("·•〕 年月日号季—–～至到、和及又成余多来几半）")
)
_UNUSUAL_TAIL = frozenset("0123456789半角毛之" + HAN)
_LONGEST = 16
_ONE = Decimal(1)
_SCALES = {"": _ONE, "万": Decimal(10**4), "亿": Decimal(10**8)}
_ONES = tuple(_ONE.scaleb(-decimals) for decimals in range(_LONGEST))
_ULPS = {(scale, decimals): factor.scaleb(-decimals) for scale, factor in _SCALES.items() for decimals in range(_LONGEST)}


def everyday(text: str, start: int, end: int, measures: Measures, last_end: int) -> Found | None:
    """The amount whose figures stand at ``[start:end]``; None where anything about it is unusual."""
    if end >= len(text) or end - start > _LONGEST or (start and text[start - 1] in _UNUSUAL_BEFORE):
        return None
    place, scale, behind = end, "", text[end]
    if behind == "万" or behind == "亿":
        place, scale, behind = end + 1, behind, text[end + 1 : end + 2]
        if behind == "万" or behind == "亿":
            return None
    if behind in _UNUSUAL_AFTER:
        return None
    unit = measures.unit_at(text, place)
    tail = place + len(unit)
    if not unit or text[tail : tail + 1] in _UNUSUAL_TAIL:
        return None
    figures = text[start:end]
    if "," in figures:
        if not _GROUPED.match(figures):
            return None
        figures = figures.replace(",", "")
    whole, _, decimals = figures.partition(".")
    if not decimals and whole[0] == "0" and len(whole) > 1:
        return None
    return counted(text, start, end, tail, Decimal(figures), scale, unit, measures.kind(unit), len(decimals), last_end)


def everyday_count(text: str, start: int, printed: Decimal, measures: Measures, last_end: int) -> Found | None:
    """One Chinese digit and its unit (三家, 两个), nothing unusual about them; else None."""
    unit = measures.unit_at(text, start + 1)
    tail = start + 1 + len(unit)
    if not unit or text[tail : tail + 1] in _UNUSUAL_TAIL or (start and text[start - 1] in _UNUSUAL_BEFORE):
        return None
    return counted(text, start, start + 1, tail, printed, "", unit, measures.kind(unit), 0, last_end)


def counted(
    text: str, start: int, end: int, tail: int, printed: Decimal, scale: str, unit: str, kind: str, decimals: int, last_end: int
) -> Found:
    """The amount with the words that bound it. The figures stand at ``[start:end]``, the unit ends at ``tail``."""
    if scale:
        item = Found(start, tail, start, end, printed, printed * _SCALES[scale], _ULPS[scale, decimals], decimals, scale + unit, kind)
    else:
        item = Found(start, tail, start, end, printed, printed, _ONES[decimals], decimals, unit, kind)
    item.kind, item.cue, item.tail = kind_of(kind), start, tail
    if start and text[start - 1] in BEFORE_HINTS:
        before, cue = qualifier_before(text, start)
        if before is not None and cue >= last_end:
            item.cue, item.qualifier, item.is_equal = cue, before, before == "exact"
    if text[tail : tail + 1] in AFTER_HINTS:
        after, item.tail = qualifier_after(text, tail)
        if after is not None and item.cue == start:
            item.qualifier = after
    return item
