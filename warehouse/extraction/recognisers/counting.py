"""Whether a numeral counts anything: 三家 and 突破百台 do, 三峡, 百日攻坚 and 4K do not."""

from __future__ import annotations

from warehouse.extraction.recognisers.bounds import qualifier_before
from warehouse.extraction.recognisers.measure import Measure
from warehouse.extraction.recognisers.spelling import Spelled

LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")

# A single Chinese digit without a unit is a number only between these: 答案是四不是五.
_BEFORE_LONE = frozenset("是为于等即至达到共有了前、,，。；;：:(（ \n\t-—–~")
_AFTER_LONE = frozenset("、,，。；;：:)）！!？? \n\t不而这那也且和与及或的以-—–~至到")
_KINDS_AFTER_FIGURES = frozenset(("place", "foreign_money"))
_FIGURES_ONLY = frozenset(
    ("方", "度", "里", "升", "目", "字", "点", "瓦", "伏", "兆", "担", "钱", "寸", "丈", "分钱", "旬", "句", "码", "卡", "帕", "焦")
)


def is_number(text: str, start: int, spelled: Spelled, measure: Measure) -> bool:
    """Whether the numeral that begins at ``start``, with this measure behind it, is a number at all."""
    first = text[spelled.start]
    if first <= "9":
        return bool(measure.unit) or measure.end >= len(text) or text[measure.end] not in LETTERS
    if spelled.is_bare_scale and first != "十":
        return _is_counted_scale(text, start, spelled, measure)
    if spelled.end - spelled.start > 1 or measure.is_vague:
        return measure.is_vague or not measure.scale or measure.unit != measure.scale  # 一百百 is nothing
    if measure.unit:
        return takes_characters(measure.unit, measure.kind)
    return stands_alone(text, start, spelled.end)


def takes_characters(unit: str, kind: str) -> bool:
    """Whether a single Chinese digit can stand before a unit; 一方, 三里 and 一美元 are read as words."""
    return kind not in _KINDS_AFTER_FIGURES and unit not in _FIGURES_ONLY


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a single Chinese digit without a unit is a number all the same: 答案是四不是五."""
    before_fits = start == 0 or text[start] == "十" or text[start - 1] in _BEFORE_LONE or text[start - 1 : end] == "点两"
    return before_fits and (end == len(text) or text[end] in _AFTER_LONE)


def _is_counted_scale(text: str, start: int, spelled: Spelled, measure: Measure) -> bool:
    """突破百台, 上千人, 万余元; but not 百日攻坚, 千方百计, 万台设备."""
    if not measure.unit:
        return False
    if measure.is_vague or (measure.kind == "money" and spelled.end - spelled.start > 1):
        return True
    return text[start - 1 : start] == "上" or qualifier_before(text, start)[0] is not None
