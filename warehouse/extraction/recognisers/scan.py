"""The scan: one pass over a folded text from numeral to numeral. Each is either a quantity or, for a reason that gets a
name, none: a date, a part of a word, a code, a mark of a list.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from warehouse.extraction.recognisers.amounts import amount, bounded, opens_tenths, ordinal, share, tenths
from warehouse.extraction.recognisers.codes import code_around, document_number, telephone
from warehouse.extraction.recognisers.counting import LETTERS, is_number, stands_alone, takes_characters
from warehouse.extraction.recognisers.dates import HINTS, date_end, date_kind
from warehouse.extraction.recognisers.everyday import everyday, everyday_count
from warehouse.extraction.recognisers.found import Found
from warehouse.extraction.recognisers.lexicon import Lexicon
from warehouse.extraction.recognisers.measure import Measures
from warehouse.extraction.recognisers.spelling import (
    HAN,
    Spelled,
    is_other_word,
    lone,
    run_end,
    spelled_in_characters,
    spelled_in_figures,
    spelled_ratio,
    without_last_scale,
)


class Reason(NamedTuple):
    """A numeral that is no quantity: its span in the folded text, and what it is."""

    start: int
    end: int
    kind: str


# One leading class, so that the scanner skips ahead; then the figures. Characters are cut out by ``spelling``.
_TOKEN = re.compile(f"[0-9{HAN}半①-⑳](?:(?<=[0-9])[0-9]*+(?:,[0-9]++)*+(?:\\.[0-9]++)?+)?")

_CODE_BEFORE = LETTERS | frozenset("·•.〔[#№@+")
_CODE_AFTER = frozenset("·•〕]_@")
_CODE_ON = frozenset(".:+")
_DIGITS = frozenset("0123456789")
_GUESS_BEFORE = frozenset("几数")
_SCALE_CHARS = frozenset("十百千万亿兆")
_MIXED_ON = _DIGITS | frozenset(HAN)

_CLAUSE_ENDS = frozenset("，。；、,;）)\n")

# What makes a numeral of more than one character, and what a mark or a date may be told by.
_RUN_ON = _MIXED_ON | frozenset("点又分")
_MARK_BEHIND = frozenset("是要、)）")
_DATE_BEHIND = frozenset("年月日号季-—–~～至到")

_ORDINAL_BEFORE = frozenset("第前")
_PLACES = frozenset(("", "名", "位"))
_MAY_COUNT = frozenset("成余多几半毛角分美万亿")

# 北一路, 五大行业, 三级医院, 国道三线: a name goes on behind the digit.
_NAME_BEHIND = frozenset("路街巷弄大级线号桥环网")

# Marks before an item: 一是, 二要, 一、, （一）; and what may stand before 一是.
_MARK = re.compile("[一二三四五六七八九十]{1,3}(?:[是要](?![否求素])|、(?![一二三四五六七八九十])|[)）])")
_BEFORE_MARK = frozenset("\n。；;：:，,、！？!?）)”》 ")
_NO_MARK_BEHIND = _MIXED_ON | frozenset("第前和至到—-名位列居")

_HALF = Decimal("0.5")


class Scan:
    """One pass over one folded text. ``position`` is where to look on; ``reasons`` are the numerals that are no quantities."""

    __slots__ = ("floor", "lexicon", "measures", "position", "reasons", "text")

    def __init__(self, text: str, measures: Measures, lexicon: Lexicon) -> None:
        self.text = text
        self.measures = measures
        self.lexicon = lexicon
        self.position = 0
        self.floor = 0  # where the last numeral ends: no label may begin before it
        self.reasons: list[Reason] = []

    def quantities(self) -> list[Found]:
        """All quantities of the text in order; the other numerals are in ``reasons`` then."""
        found: list[Found] = []
        search = _TOKEN.search
        text = self.text
        last_end = -1
        while token := search(text, self.position):
            start, self.position = token.span()
            first = text[start]
            if first <= "9":
                item = everyday(text, start, self.position, self.measures, last_end) or self._figures(start, self.position, last_end)
            elif "①" <= first <= "⑳":
                self._none(start, self.position, "list_mark")
                continue
            else:
                item = self._characters(start, last_end)
            if item:
                found.append(item)
                self.position = self.floor = last_end = max(self.position, item.end)
        return found

    def _none(self, start: int, end: int, kind: str) -> None:
        """No quantity; the scan goes on behind it."""
        start = max(start, self.floor)
        self.reasons.append(Reason(start, end, kind))
        self.position = self.floor = max(self.position, end)

    def _figures(self, start: int, end: int, last_end: int) -> Found | None:
        """The amount that begins with these figures; None for dates and codes."""
        spelled = self._spelled_figures(start, end)
        return self._measured(start, spelled, last_end) if spelled else None

    def _spelled_figures(self, start: int, end: int) -> Spelled | None:
        text = self.text
        before = text[start - 1] if start else "\n"
        if before in _CODE_BEFORE and not self._is_free(start, end):
            self._none(*code_around(text, start))
            return None
        after = text[end] if end < len(text) else "\n"
        if end - start >= 3 and (phone := telephone(text, start)):
            self._none(start, phone, "code")
            return None
        if after in HINTS and (date := date_end(text, start)) > start:
            self._none(start, date, date_kind(text, start, date))
            return None
        if after in _CODE_AFTER or (after in _CODE_ON and end + 1 < len(text) and text[end + 1] in _DIGITS):
            self._none(*code_around(text, start))
            return None
        if before in "(（" and after in ")）" and end - start == 4 and (number := document_number(text, start - 1)):
            self._none(*number)
            return None
        if after == "/" or after == " ":
            return spelled_ratio(text, start) or self._plain(start, end)
        if after in _SCALE_CHARS and self._goes_on_in_characters(end):
            return spelled_in_characters(text, start) or self._plain(start, end)
        if after == "又" or (after == "分" and text[end + 1 : end + 2] == "之"):
            return spelled_in_characters(text, start) or self._plain(start, end)
        return self._plain(start, end)

    def _plain(self, start: int, end: int) -> Spelled | None:
        spelled = spelled_in_figures(self.text, start, end)
        if spelled is None:
            self._none(start, end, "code" if end - start <= 40 else "unclaimed")
        return spelled

    def _is_free(self, start: int, end: int) -> bool:
        """Whether figures behind a letter or a mark are an amount all the same: GDP50.99亿元, but not G312 or PM2.5."""
        text = self.text
        before = text[start - 1]
        if before in LETTERS:
            kind = self.measures.read(text, end).kind
            return kind in ("money", "percent") or bool(kind and start > 1 and text[start - 2] in LETTERS)
        if before == "+":
            return text[end : end + 1] in ("%", "‰")
        return before in ".[" and not (start > 1 and text[start - 2] in _MIXED_ON)

    def _goes_on_in_characters(self, place: int) -> bool:
        """Whether more of the numeral follows behind its scale: 7万5千, 100万三千, 2千零30万."""
        text = self.text
        while place < len(text) and text[place] in _SCALE_CHARS:
            place += 1
        return place < len(text) and text[place] in _MIXED_ON

    def _characters(self, start: int, last_end: int) -> Found | None:
        """The amount that begins with this Chinese character; None for words, dates, marks of lists and guesses."""
        text = self.text
        if is_other_word(text, start):
            return None
        word = self.lexicon.find(text, start)
        before = text[start - 1] if start else ""
        if word and self._hides(word, start, before):
            self._none(*word)
            return None
        behind = text[start + 1 : start + 2]
        is_single = behind not in _RUN_ON or (behind == "分" and text[start + 2 : start + 3] != "之")
        if not word and (not is_single or behind in _MARK_BEHIND) and (mark := self._mark(start)):
            self._none(start - (text[mark - 1] in ")）"), mark, "list_mark")
            return None
        if (not is_single or behind in _DATE_BEHIND) and (date := date_end(text, start)) > start:
            self._none(start, date, date_kind(text, start, date))
            return None
        if before in _GUESS_BEFORE:
            self._none(start, run_end(text, start), "vague")
            return None
        return self._single(start, behind, last_end) if is_single else self._run(start, last_end)

    def _hides(self, word: tuple[int, int, str], start: int, before: str) -> bool:
        """Whether a word of the seeds makes the numeral in it none; 第 opens an ordinal, 队伍一支 at the end of a clause counts."""
        if word[2] == "quantity" or (before == "第" and word[0] == start):
            return False
        is_bare = word[2] == "article" and word[1] - word[0] == 2
        return not is_bare or (self.text[word[1] : word[1] + 1] or "\n") not in _CLAUSE_ENDS

    def _run(self, start: int, last_end: int) -> Found | None:
        """A numeral of several characters."""
        spelled = spelled_in_characters(self.text, start)
        if spelled is None:
            self._none(start, run_end(self.text, start), "vague")
            return None
        return self._measured(start, self._without_scale(spelled), last_end)

    def _without_scale(self, spelled: Spelled) -> Spelled:
        """三万 before 余亩: the 万 belongs to the unit (三, 万亩), as it does behind figures."""
        if self.text[spelled.end - 1] not in "万亿":
            return spelled
        measure = self.measures.read(self.text, spelled.end - 1)
        if measure.unit == measure.scale:
            return spelled
        return without_last_scale(self.text, spelled)

    def _single(self, start: int, behind: str, last_end: int) -> Found | None:
        """A single digit or scale: a count before its unit (三家), mostly a part of a word without one."""
        text = self.text
        first = text[start]
        if first == "半":
            if opens_tenths(text, start + 1):
                return self._measured(start, Spelled(start, start + 1, _HALF, 0), last_end)
            self._none(start, start + 1, "word")
            return None
        if first == "一" and behind and text[start + 2 : start + 3] in ("一", behind) and not text.startswith("一", start + 3):
            self._none(start, start + 2, "word")  # 一家家, 一户一策
            return None
        spelled = lone(text, start)
        before = text[start - 1] if start else ""
        if not spelled.is_bare_scale and before not in _ORDINAL_BEFORE:
            item = everyday_count(text, start, spelled.value, self.measures, last_end)
            if item and takes_characters(item.unit, item.unit_kind):
                return item
            is_counted = behind in _MAY_COUNT or item is not None or self.measures.unit_at(text, start + 1)
            if not is_counted and not stands_alone(text, start, start + 1):
                self._none(start, start + 1, "name" if behind in _NAME_BEHIND else "word")
                return None
        return self._measured(start, spelled, last_end)

    def _mark(self, start: int) -> int:
        """Where the mark of an item that begins with this character ends; 0 if none does (第一、第二; 3、二)."""
        mark = _MARK.match(self.text, start)
        if mark is None:
            return 0
        before = self.text[start - 1] if start else "\n"
        last = mark.group()[-1]
        if last == "、":
            fits = before not in _NO_MARK_BEHIND
        elif last in ")）":
            fits = before in "(（"
        else:
            fits = before in _BEFORE_MARK
        return mark.end() if fits else 0

    def _measured(self, start: int, spelled: Spelled, last_end: int) -> Found | None:
        """The numeral with its sign, unit and bounds; None where it turns out to be no number after all."""
        text = self.text
        self.position = spelled.end
        if spelled.share is not None:
            return bounded(text, share(text, start, spelled, last_end), last_end)
        if opens_tenths(text, spelled.end):
            return bounded(text, tenths(text, start, spelled, last_end), last_end)
        measure = self.measures.read(text, spelled.end)
        if start and (text[start - 1] == "第" or (text[start - 1] == "前" and measure.unit in _PLACES)):
            return ordinal(text, start, spelled, measure)
        if not is_number(text, start, spelled, measure):
            if text[start] <= "9":
                self._none(*code_around(text, start))
            else:
                kind = "name" if text[spelled.end : spelled.end + 1] in _NAME_BEHIND else "word"
                self._none(start, max(spelled.end, self.position), kind)
            return None
        return bounded(text, amount(text, start, spelled, measure, last_end), last_end)
