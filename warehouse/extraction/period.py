"""Of when a number is: the sentence's word beats the report's year.

>>> # 2022年三季度，五大行业GDP⟦50.99⟧亿元，增速⟦7.1⟧% → 2022-Q3 for both
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from warehouse.extraction.recognisers.dates import MONTH
from warehouse.text.numeral import read_numeral

# The words that move the period, in one pattern, and where one may begin. Looked for on its own, the second finds the few
# places at which it is worth while to try the first (eight times faster).
_OPENS = re.compile(r"(?=[一二三四上下前全第截至年今去本当]|[0-9]{1,2}[月季前—\-–至~～到]|20[0-9]{2}年)")
MARKER = re.compile(
    r"(?=[0-9一二三四上下前全第截至年今去本当])"
    r"(?:(?P<until>截至|截止到?|截止至)(?:(?P<uy>20[0-9]{2})年|今年|当年|本年)?(?:(?P<um>"
    + MONTH
    + r")月(?:(?P<end>底|末|份底|份末)|(?P<ud>[0-9]{1,2})日)?|(?:年底|年末|底|末)))"
    r"|(?:(?P<y>20[0-9]{2})年(?:度)?)?(?:(?P<half>上半年|下半年)|(?P<thirds>前三个?季度|1?前三季|一至三季度|1[—\-至~～]3季度)|(?:第)?(?P<q>[一二三四1-4])季度"
    r"|(?P<m1>" + MONTH + r")(?:月)?[—\-–至~～到](?P<m2>" + MONTH + r")月份?)"
    r"|(?P<year>20[0-9]{2})年(?P<monthly>(?P<m>" + MONTH + r")月份?(?![0-9]*日|底前|前))?(?![0-9]{1,2}月)"
    r"|(?P<whole>全年|年末|年底|年内|今年以来|当年|本年度?|年终)(?!任务|目标|计划|指标|预算)"
    r"|(?P<single>" + MONTH + r")月(?:份|单月|当月)(?!底|末|前)"
    # A month alone is one only where a clause begins (其中12月发放…): elsewhere it is half of a date.
    r"|(?<![^中，。；：、（\n看])(?P<bare>" + MONTH + r")月(?=[\u4e00-\u9fff])(?![日底末初前后中上下起以至到间内份])"
    r"|(?P<same>当月)"
    r"|(?P<last>去年同期|上年同期|去年(?!同)|上年度?(?!同))(?=全年|的?[\u4e00-\u9fff]{0,6}为)"
)
# A year behind a dash ends a range of years, which is no period of one report.
_RANGE = ("—", "-", "–", "~", "～")
_MONTH_ALONE = re.compile(r"20[0-9]{2}-[0-9]{2}$")
_RESET = "；"
_SEMICOLON = re.compile("；")
# How far words without a number carry the month that opens them (10月份受假期带动，…).
_DIGIT = re.compile("[0-9]")
_CLAUSE_END = re.compile("[，；。\n]")
# A list of parts by their times; behind it the talk goes back to the whole (其中上半年28件、下半年45件，…).
_TIMED_PARTS = re.compile("其中[^，；。]*、[^，；。]*，")
# The clause that opens a sentence and says where all of it was told (2022年三季度全省测评中，…).
_FRAME = re.compile("[^，；。]*中，")
_COMPARED = re.compile(r"(?:较|比|与|同|相比|自)$")
_AGAINST = re.compile(r"^(?:年|度)*(?:相比|比|同期|以来)")


_PARTS = {(1, 12): "", (1, 6): "-H1", (7, 12): "-H2", (1, 3): "-Q1", (4, 6): "-Q2", (7, 9): "-Q3", (10, 12): "-Q4"}


def month_span(year: int, first: int, last: int) -> str:
    """The one name of a stretch of months: 截至6月底 is the first half of the year."""
    if (first, last) in _PARTS:
        return f"{year}{_PARTS[first, last]}"
    return f"{year}-{last:02d}" if first == last else f"{year}-{first:02d}/{year}-{last:02d}"


def is_month(period: str) -> bool:
    return _MONTH_ALONE.match(period) is not None


def period_of(marker: re.Match[str], year: int) -> str | None:
    """The period that a marker names in a report on ``year``; None where it only compares."""
    group = marker.groupdict()
    if group["until"]:
        own = int(group["uy"] or year)
        return _until(own, group)
    own = int(group["y"] or group["year"] or year)
    if group["half"]:
        return f"{own}-H{1 if group['half'] == '上半年' else 2}"
    if group["thirds"]:
        return month_span(own, 1, 9)
    if group["q"]:
        return f"{own}-Q{int(read_numeral(group['q']))}"
    if group["m1"]:
        first, last = _month(group["m1"]), _month(group["m2"])
        return month_span(own, first, last) if first <= last else None
    if group["m"] or group["single"] or group["bare"]:
        month = _month(group["m"] or group["single"] or group["bare"])
        return month_span(own, month, month)
    if group["last"]:
        return str(year - 1)
    return str(own)


def _until(year: int, group: dict[str, str | None]) -> str:
    month = group["um"]
    if not month:
        return str(year)
    last = _month(month)
    if last == 12 and group["ud"] and int(group["ud"]) < 28:
        return f"{year}-01/{year}-12"
    return month_span(year, 1, last)


def _month(text: str) -> int:
    return int(read_numeral(text))


class Marker(NamedTuple):
    """A word of time, or a mark behind which the talk goes back: from ``start`` on ``period`` holds in its clause, ``lasting``
    in the clauses behind it."""

    start: int
    period: str
    lasting: str


def markers(flow: str, start: int, end: int, year: int) -> tuple[Marker, ...]:
    """The places in a sentence from which another period holds; a semicolon goes back to the year, or to the time that the
    sentence opened with.

    A word of another year or of a single month holds only within its own clause; another part of this year until the next word.
    """
    own = lasting = str(year)
    told: list[Marker] = []
    for place, period in _moves(flow, start, end, year):
        if period == _RESET:
            lasting = own
        elif period.startswith(own) and not is_month(period):
            lasting = period
        told.append(Marker(place, period, lasting))
    return tuple(told)


def _moves(flow: str, start: int, end: int, year: int) -> list[tuple[int, str]]:
    """All places at which the period moves, in order, with the period or a semicolon for the report's own."""
    named = _named(flow, start, end, year)
    if not named:
        return []
    frame = _FRAME.match(flow, start, end)
    back = next((period for _, place, period in named if frame and place <= frame.end()), _RESET)
    found = [(mark.start(), back) for mark in _SEMICOLON.finditer(flow, start, end)]
    for place, after, period in named:
        found.append((place, period))
        if is_month(period):
            found.extend((clause, period) for clause in _carried(flow, after, end))
    places = [place for place, _, _ in named]
    found.extend(
        (parts.end() - 1, back)
        for parts in _TIMED_PARTS.finditer(flow, start, end)
        if bisect_left(places, parts.end()) - bisect_right(places, parts.start()) > 1
    )
    return sorted(found)


def _named(flow: str, start: int, end: int, year: int) -> list[tuple[int, int, str]]:
    """The words of time in a sentence: where each begins and ends, and its period; those that only compare are left out."""
    found: list[tuple[int, int, str]] = []
    for marker in _markers(flow, start, end):
        before = flow[max(start, marker.start() - 1) : marker.start()]
        if _COMPARED.search(before) or before in _RANGE or _AGAINST.match(flow[marker.end() : marker.end() + 4]):
            continue
        period = _same_month(found) if marker.group("same") else period_of(marker, year)
        if period is not None:
            found.append((marker.start(), marker.end(), period))
    return found


def _markers(flow: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """All matches of ``MARKER``, as its own scan would find them."""
    position = start
    for opening in _OPENS.finditer(flow, start, end):
        if opening.start() >= position and (marker := MARKER.match(flow, opening.start(), end)):
            position = marker.end()
            yield marker


def _same_month(found: list[tuple[int, int, str]]) -> str | None:
    """The month that 当月 speaks of: the one named last in the sentence."""
    return next((period for _, _, period in reversed(found) if is_month(period)), None)


def _carried(flow: str, after: int, end: int) -> list[int]:
    """The beginnings of the clauses that a month's own words lead to: as long as no number is told, it holds on."""
    clauses: list[int] = []
    while (mark := _CLAUSE_END.search(flow, after, end)) and mark.group() == "，" and not _DIGIT.search(flow, after, mark.start()):
        after = mark.end()
        if MARKER.match(flow, after, end):
            break
        clauses.append(after)
    return clauses


def period_at(found: Sequence[Marker], place: int, clause_start: int, year: int) -> str:
    """The period of a number at ``place``: what the last word of its clause says, else what lasts."""
    number = bisect_right(found, place, key=_start) - 1
    if number < 0:
        return str(year)
    period = found[number].period if found[number].start >= clause_start else found[number].lasting
    return str(year) if period == _RESET else period


def moves_between(found: Sequence[Marker], start: int, end: int) -> Sequence[Marker]:
    """The markers that stand in a stretch of the flow."""
    return found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)]


_start = attrgetter("start")
