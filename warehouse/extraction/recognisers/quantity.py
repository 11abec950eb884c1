"""Numbers with their unit and place: the first layer of everything that is read out of a report.

One pass over the text from numeral to numeral. At each: is it part of a word, a date, a code? Then it is none. Else its
value, the unit behind it, and the words that bound it; last, neighbours that share a unit or form a range.
"""

from __future__ import annotations

import re
from decimal import Decimal

from warehouse.extraction.recognisers.blanks import without_blanks
from warehouse.extraction.recognisers.bounds import qualifier_after, qualifier_before
from warehouse.extraction.recognisers.dates import HINTS, date_end
from warehouse.extraction.recognisers.found import Found
from warehouse.extraction.recognisers.lexicon import Lexicon, lexicon_of
from warehouse.extraction.recognisers.measure import NO_TENTHS, Measure, Measures, kind_of, measures_of
from warehouse.extraction.recognisers.sharing import share_units
from warehouse.extraction.recognisers.spelling import (
    HAN,
    Spelled,
    is_formal,
    is_lone,
    run_end,
    spelled_in_characters,
    spelled_in_figures,
    spelled_ratio,
)
from warehouse.model import Quantity
from warehouse.reference import Reference, load_reference
from warehouse.text.width import fold

# One leading class, so that the scanner skips ahead; then the figures. Characters are cut out by ``spelling``.
_TOKEN = re.compile(f"[0-9{HAN}半](?:(?<=[0-9])[0-9]*+(?:,[0-9]++)*+(?:\\.[0-9]++)?+)?")

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_CODE_BEFORE = _LETTERS | frozenset("·•.〔[#№@")
_CODE_AFTER = frozenset("·•〕]_@")
_GUESS_BEFORE = frozenset("几数")
_NOT_A_SIGN = frozenset("担肩自背抱胜亏辜欺正")
_SCALE_CHARS = frozenset("十百千万亿兆")
_MIXED_ON = frozenset("0123456789" + HAN)

# A single Chinese digit without a unit is a number only between these: 答案是四不是五.
_BEFORE_LONE = frozenset("是为于等即至达到共有了第前、,，。；;：:(（ \n\t-—–~")
_AFTER_LONE = frozenset("、,，。；;：:)）！!？? \n\t不而这那也且和与及或的以-—–~至到")

_COINS = re.compile("(?:([0-9]|[一二两三四五六七八九])[角毛])?(?:([0-9]|[一二两三四五六七八九])分(?![之钟别支类项局行公部管配期布析级]))?")
_COIN = {**{str(n): n for n in range(10)}, **{char: n for n, char in enumerate("〇一二三四五六七八九")}, "两": 2}
_HALVES = frozenset(("length", "weight", "time", "area", "volume", "age"))
_ONE = Decimal(1)
_HALF = Decimal("0.5")
_TEN = Decimal(10)


def find_quantities(text: str, reference: Reference | None = None) -> tuple[Quantity, ...]:
    """All quantities in a text, in order; spans are of ``text`` as given, whose widths and blanks need no preparation.

    Numbers that are dates, parts of words (统一, 四川) or of codes (G312, 04·23) are none. Without ``reference`` the shipped seeds are used.
    """
    seeds = reference or load_reference()
    reading = without_blanks(fold(text))
    scanner = _Scanner(reading.text, measures_of(seeds), lexicon_of(seeds))
    found = share_units(reading.text, scanner.scan())
    if reading.is_whole:
        return tuple(item.quantity() for item in found)
    return tuple(reading.moved(item).quantity() for item in found)


class _Scanner:
    """One pass over one folded text. ``position`` is where to look on."""

    __slots__ = ("lexicon", "measures", "position", "text")

    def __init__(self, text: str, measures: Measures, lexicon: Lexicon) -> None:
        self.text = text
        self.measures = measures
        self.lexicon = lexicon
        self.position = 0

    def scan(self) -> list[Found]:
        found: list[Found] = []
        search = _TOKEN.search
        while token := search(self.text, self.position):
            start, self.position = token.span()
            spelled = self._figures(start, self.position) if self.text[start] <= "9" else self._characters(start)
            if spelled is None:
                continue
            self.position = spelled.end
            if item := self._measured(start, spelled, found[-1].end if found else -1):
                found.append(item)
                self.position = max(self.position, item.end)
        return found

    def _figures(self, start: int, end: int) -> Spelled | None:
        """The number that begins with these figures; None (and the position behind it) for dates and codes."""
        text = self.text
        if start and text[start - 1] in _CODE_BEFORE and not self._is_free(start, end):
            return None
        after = text[end : end + 1]
        if after in HINTS and after:
            date = date_end(text, start)
            if date > start:
                self.position = date
                return None
            if after == "/" or after == " ":
                return spelled_ratio(text, start) or spelled_in_figures(text, start, end)
        if after in _CODE_AFTER and after:
            return None
        if after == " " or after == ".":
            if after == "." and text[end + 1 : end + 2].isdigit():
                self.position = run_end(text, start)
                return None
            return spelled_ratio(text, start) or spelled_in_figures(text, start, end)
        if after in _SCALE_CHARS and after and self._goes_on_in_characters(end):
            return spelled_in_characters(text, start)
        if after == "又" or (after == "分" and text[end + 1 : end + 2] == "之"):
            return spelled_in_characters(text, start) or spelled_in_figures(text, start, end)
        return spelled_in_figures(text, start, end)

    def _is_free(self, start: int, end: int) -> bool:
        """Whether figures behind a letter or a mark are an amount all the same: GDP50.99亿元, but not G312 or PM2.5."""
        text = self.text
        if text[start - 1] in _LETTERS:
            kind = self.measures.read(text, end).kind
            return kind in ("money", "percent") or bool(kind and start > 1 and text[start - 2] in _LETTERS)
        return text[start - 1] in ".[" and not (start > 1 and text[start - 2] in _MIXED_ON)

    def _goes_on_in_characters(self, place: int) -> bool:
        """Whether more of the numeral follows behind its scale: 7万5千, 100万三千, 2千零30万."""
        text = self.text
        while text[place : place + 1] in _SCALE_CHARS and place < len(text):
            place += 1
        return text[place : place + 1] in _MIXED_ON and place < len(text)

    def _characters(self, start: int) -> Spelled | None:
        """The number that begins with this Chinese character; None (and the position behind it) for words and dates."""
        text = self.text
        if text[start] == "半":
            return Spelled(start, start + 1, _HALF, 0) if self._opens_tenths(start + 1) else None
        if word := self.lexicon.find(text, start):
            self.position = word[1]
            return None
        date = date_end(text, start)
        if date > start:
            self.position = date
            return None
        spelled = spelled_in_characters(text, start)
        if spelled is None or (start and text[start - 1] in _GUESS_BEFORE):
            self.position = run_end(text, start)
            return None
        return spelled

    def _opens_tenths(self, place: int) -> bool:
        return self.text[place : place + 1] == "成" and self.text[place + 1 : place + 2] not in NO_TENTHS

    def _measured(self, start: int, spelled: Spelled, last_end: int) -> Found | None:
        """The numeral with its sign, unit and bounds; None where it turns out to be no number after all."""
        start, sign = self._signed(start, last_end)
        if spelled.share is not None:
            return self._bounded(self._share(start, spelled, sign), last_end)
        if self._opens_tenths(spelled.end):
            return self._bounded(self._tenths(start, spelled, sign), last_end)
        if start and self.text[start - 1] == "第":
            return self._ordinal(start - 1, spelled)
        measure = self.measures.read(self.text, spelled.end)
        if not self._is_number(start, spelled, measure):
            return None
        value = sign * spelled.value
        ulp = measure.factor.scaleb(-spelled.decimals)
        item = Found(
            start,
            measure.end,
            spelled.start,
            spelled.end,
            value,
            value * measure.factor,
            ulp,
            spelled.decimals,
            measure.unit,
            measure.kind,
            kind_of(measure.kind),
            is_malformed=spelled.is_malformed,
        )
        if measure.is_vague:
            item.qualifier = "more_than"
        self._with_money(item)
        self._with_half(item)
        return self._bounded(item, last_end)

    def _signed(self, start: int, last_end: int) -> tuple[int, Decimal]:
        """Where the number with its sign begins, and the sign. A dash behind another number is none."""
        text = self.text
        if not start:
            return start, _ONE
        before = text[start - 1]
        if before == "-" or before == "−":
            if start > 1 and (text[start - 2] in _LETTERS or text[start - 2].isdigit() or last_end == start - 1):
                return start, _ONE
            return start - 1, -_ONE
        if before == "负" and (start == 1 or text[start - 2] not in _NOT_A_SIGN):
            return start - 1, -_ONE
        return start, _ONE

    def _share(self, start: int, spelled: Spelled, sign: Decimal) -> Found:
        """百分之五, 千分之三: in per cent, as the unit says."""
        share = spelled.share or _ONE
        value = sign * spelled.value * share
        ulp = share.scaleb(-spelled.decimals)
        return Found(start, spelled.end, spelled.start, spelled.end, value, value, ulp, spelled.decimals, "%", "percent", "percent")

    def _tenths(self, start: int, spelled: Spelled, sign: Decimal) -> Found:
        """六成 is 60 %, 三成五 is 35 %."""
        end = spelled.end + 1
        value = spelled.value
        ulp = _ONE.scaleb(-spelled.decimals)
        if self.text[end : end + 1] in _COIN and end < len(self.text):
            value, ulp, end = value + Decimal(_COIN[self.text[end]]) / _TEN, ulp / _TEN, end + 1
        elif self.text[end : end + 1] == "半":
            value, ulp, end = value + _HALF, ulp / _TEN, end + 1
        value = sign * value * _TEN
        return Found(start, end, spelled.start, spelled.end, value, value, ulp * _TEN, 0, "%", "percent", "percent")

    def _ordinal(self, start: int, spelled: Spelled) -> Found:
        """第五, 第3万: without a unit, which names what is counted off."""
        measure = self.measures.read(self.text, spelled.end)
        end = spelled.end + len(measure.scale)
        value = spelled.value * measure.factor
        number_end = spelled.end
        return Found(start, end, spelled.start, number_end, value, value, measure.factor, 0, "", "", "ordinal", cue=start)

    def _is_number(self, start: int, spelled: Spelled, measure: Measure) -> bool:
        text = self.text
        first = text[spelled.start]
        if first <= "9":
            return not (text[measure.end : measure.end + 1] in _LETTERS and measure.end < len(text) and not measure.unit)
        if spelled.is_bare_scale and first != "十":
            return self._is_counted_scale(start, spelled, measure)
        if not is_lone(text, spelled):
            return True
        if measure.unit:
            return measure.kind not in ("place", "foreign_money") and not is_formal(first)
        if measure.is_vague:
            return True
        if is_formal(first) and first not in "〇零":
            return False
        return self._stands_alone(start, spelled.end)

    def _is_counted_scale(self, start: int, spelled: Spelled, measure: Measure) -> bool:
        """突破百台, 上千人, 万余元; but not 百日攻坚, 千方百计, 万台设备."""
        if not measure.unit:
            return False
        if measure.is_vague or (measure.kind == "money" and spelled.end - spelled.start > 1):
            return True
        return self.text[start - 1 : start] == "上" or qualifier_before(self.text, start)[0] is not None

    def _stands_alone(self, start: int, end: int) -> bool:
        text = self.text
        before_fits = start == 0 or text[start - 1] in _BEFORE_LONE or text[start - 1 : end] == "点两"
        return before_fits and (end == len(text) or text[end] in _AFTER_LONE)

    def _with_money(self, item: Found) -> None:
        """￥300 and 五元三毛."""
        text = self.text
        if item.start and text[item.start - 1] == "¥":
            item.start -= 1
            if item.unit_kind != "money":
                item.unit, item.unit_kind, item.kind = item.unit + "元", "money", "money"
        elif item.unit in ("元", "块", "圆") and (coins := _COINS.match(text, item.end)) and coins.group():
            item.value += Decimal(_COIN[coins[1] or "0"]) / 10 + Decimal(_COIN[coins[2] or "0"]) / 100
            item.printed, item.end, item.decimals = item.value, coins.end(), 2 if coins[2] else 1
            item.ulp = _ONE.scaleb(-item.decimals)

    def _with_half(self, item: Found) -> None:
        """两米半."""
        if self.text[item.end : item.end + 1] == "半" and item.unit_kind in _HALVES:
            item.value += _HALF * item.ulp
            item.printed += _HALF
            item.end, item.decimals, item.ulp = item.end + 1, 1, item.ulp / 10

    def _bounded(self, item: Found, last_end: int) -> Found:
        """The quantity with what the words before and after it say of its exactness."""
        text = self.text
        before, item.cue = qualifier_before(text, item.start)
        if before is not None and item.cue >= last_end:
            item.qualifier, item.is_equal = before, before == "exact"
            return item
        item.cue = item.start
        after, end = qualifier_after(text, item.end)
        if after is not None:
            item.qualifier = after
        elif item.start and text[item.start - 1] == "上" and text[item.start] in _SCALE_CHARS:
            item.qualifier = "at_least"
        return item
