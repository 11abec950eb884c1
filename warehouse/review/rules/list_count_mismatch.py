"""A count that does not fit the list told with it.

    县第三小学、河东实验学校、城南幼儿园和枫溪中心小学五所学校      => raised: four are named
    办公室、规划建设股、水政水资源股、水旱灾害防御股、财务股5个股室   => nothing
    公路事务中心、港航海事事务中心等5个下属单位                    => nothing: 等 leaves some out

Where a list can be counted in two ways, either will do; raised only if it is off by one, as a list that was cut or grew is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from warehouse.model import Finding, Severity
from warehouse.review.reading import Reading
from warehouse.text.numeral import read_numeral

NAME = "list_count_mismatch"

_COUNT = r"(?P<count>[二两三四五六七八九十2-9]|(?:十[一二三四五六七八九]|1[0-9]))"
_LAST_NAME = re.compile(r"[\u4e00-\u9fff”》）]")
_NO_NAME = frozenset("第共等达每余近约前后各有为的了这、")
_BEFORE_LIST = re.compile(
    rf"{_COUNT}(?P<unit>个|所|家|大|项|类|条|座|处|名|位)(?P<noun>[\u4e00-\u9fff]{{1,10}}?)(?:[：（]|，?(?:分别是|分别为|即|包括))(?P<list>[^。；：）\n]{{4,200}})"
)
_ANNOUNCED = re.compile(r"(?P<count>[三四五六七八九])(?P<unit>[个项条点])(?P<noun>[\u4e00-\u9fff]{1,10})(?:：|。)一[是要]")
_ORDINALS = "一二三四五六七八九十"
_FAR = 3000
_START = re.compile(r"[。；：，！？\n（]")
_AND = re.compile(r"和|及|以及|与")
_OPEN_LIST = re.compile(r"等|包含|其中|之一|例如|如|不含|除")
_ITEM_NUMBER = re.compile(r"[0-9]|[一二三四五六七八九十][是个项家所名条次]")


def check(reading: Reading) -> Iterator[Finding]:
    for match in _after_list(reading.pack.words(NAME, "collective_nouns")).finditer(reading.flow):
        last = reading.flow[match.start() - 1 : match.start()]
        if last in _NO_NAME or not _LAST_NAME.match(last):
            continue
        start = _list_start(reading.flow, match.start())
        told = reading.flow[start : match.start()]
        yield from _judge(reading, match, told, start, match.end())
    for match in _BEFORE_LIST.finditer(reading.flow):
        if match["list"].count("、") >= 1 and not re.search(r"，", match["list"]):
            yield from _judge(reading, match, match["list"], match.start(), match.end())
    yield from _enumerated(reading)


@lru_cache(maxsize=32)
def _after_list(nouns: tuple[str, ...]) -> re.Pattern[str]:
    """A count with a noun for many things of one kind, right behind their names."""
    noun = rf"[\u4e00-\u9fff]{{0,8}}?(?:{'|'.join(nouns) or '(?!)'})"
    return re.compile(rf"{_COUNT}(?P<unit>[个所家大项类条座处])(?P<noun>{noun})")


def _enumerated(reading: Reading) -> Iterator[Finding]:
    """三个方面的问题：一是…二是…: as many items must follow."""
    for match in _ANNOUNCED.finditer(reading.flow):
        count = int(read_numeral(match["count"].replace("两", "二")))
        section = reading.section(match.start())
        limit = min(section.body.end if section else len(reading.flow), match.end() + _FAR)
        last, place = 0, match.end() - 2
        while last < len(_ORDINALS) and (found := _item(reading.flow, last, place, limit)) >= 0:
            last, place = last + 1, found
        if 2 <= last < count:
            claim = f"{match['count']}{match['unit']}{match['noun']}"
            message = f"称“{claim}”，其后只列到“{_ORDINALS[last - 1]}是”，数目与列举不符。"
            quote = reading.source(match.start(), match.end())
            yield reading.finding(NAME, "warning", message, [quote], f"列举 {last} 个 ≠ {count}", f"“{claim}”具体是哪些？")


def _item(flow: str, number: int, start: int, end: int) -> int:
    """Where the item of the next number begins; -1 if it does not come before another list does."""
    for mark in ("是", "要"):
        place = flow.find(_ORDINALS[number] + mark, start, end)
        if place > 0 and flow[place - 1] in "。；：，\n":
            return place
    return -1


def _list_start(flow: str, end: int) -> int:
    start = max(0, end - 120)
    for border in _START.finditer(flow, start, end):
        start = border.end()
    return start


def _judge(reading: Reading, match: re.Match[str], told: str, start: int, end: int) -> Iterator[Finding]:
    if "、" not in told[-80:] or "等" in match.group() or _OPEN_LIST.search(told) or _ITEM_NUMBER.search(told):
        return
    least, most = _bounds(told)
    count = int(read_numeral(match["count"].replace("两", "二")))
    if least <= count <= most or not (count == most + 1 or count == least - 1) or most < 3:
        return
    claim = f"{match['count']}{match['unit']}{match['noun']}"
    items = "、".join(_items(told))
    message = f"称“{claim}”，所列只有{most}个" if count > most else f"称“{claim}”，所列却有{least}个"
    quote = reading.source(start, end)
    severity: Severity = "error" if count > most else "warning"
    yield reading.finding(
        NAME, severity, f"{message}（{items}），数目与列举不符。", [quote], f"列举 {most} 个 ≠ {count}", f"“{claim}”具体是哪些？"
    )


def _bounds(told: str) -> tuple[int, int]:
    """The least and the most names that a list can be read as: 和 may join two names or stand within one."""
    pieces = [piece for piece in told.split("、") if piece]
    joined = sum(len(_AND.findall(piece)) for piece in pieces)
    return len(pieces), len(pieces) + joined


def _items(told: str) -> list[str]:
    *first, last = [piece for piece in told.split("、") if piece]
    return [*first, *_AND.split(last)]
