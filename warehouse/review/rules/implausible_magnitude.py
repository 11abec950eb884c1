"""A number of a size that cannot be, or hardly.

满意率102%                                             => raised: a share of a whole is never above 100 %
志愿服务受益人次2542974人次 (a street office)            => raised: 7,000 a day
预算执行率110%，结收比102.95%                           => nothing: these may pass 100 %
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from warehouse.model import Finding, Span
from warehouse.review.reading import Reading
from warehouse.review.wording import grouped, number

NAME = "implausible_magnitude"

_OVER_100 = re.compile(r"[0-9]{3,9}(?:\.[0-9]{1,6})?%")
_FILLER = r"(?:分别|均|都|达到?|为|是|高达|：)*$"
_SMALL_BODY = re.compile(r"街道|镇|乡|社区")
_PERSONS = re.compile(r"[0-9,]{7,11}(?:人次|人|名)")
_NUMBER = re.compile(r"[1-9][0-9]{6,8}|[1-9][0-9]{0,2}(?:,[0-9]{3}){2}")


def check(reading: Reading) -> Iterator[Finding]:
    yield from _rates(reading)
    if _SMALL_BODY.search(reading.extraction.identity.organisation):
        yield from _persons(reading)


def _rates(reading: Reading) -> Iterator[Finding]:
    capped = reading.pack.words(NAME, "capped_rates")
    for match in _OVER_100.finditer(reading.flow):
        percent = Decimal(match.group()[:-1])
        if reading.flow[match.start() - 1 : match.start()] in (*"0123456789.",):
            continue
        before = re.sub(_FILLER, "", reading.flow[max(0, match.start() - 16) : match.start()])
        if percent <= 100 or not before.endswith(capped) or "毛" in before[-6:]:
            continue
        name = re.split(r"[，。；、：]", before)[-1]
        quote = reading.source(match.start() - len(name), match.end())
        message = f"“{name}”{match.group()}超过100%，占全部的比率不可能大于100%。"
        yield reading.finding(NAME, "error", message, [quote], f"{match.group()} > 100%", f"“{name}”的分子、分母各是什么？")


def _persons(reading: Reading) -> Iterator[Finding]:
    """People served by a small body: far more than it has inhabitants, and counted to the last one."""
    limit = reading.pack.number(NAME, "persons_limit")
    if limit is None:
        return
    places: dict[str, list[Span]] = {}
    for match in _PERSONS.finditer(reading.flow):
        told = _NUMBER.match(match.group())
        value = Decimal(told.group().replace(",", "")) if told else Decimal(0)
        if value >= limit and value % 1000:
            start = max(match.start() - 10, reading.sentence(match.start()).start)
            places.setdefault(match.group(), []).append(reading.source(start, match.end()))
    for shown, quotes in places.items():
        value = Decimal(re.sub(r"[^0-9]", "", shown))
        daily = number(value / 365, 0)
        message = f"{shown}，日均约{grouped(value / 365, 0)}人次且精确到个位，与基层单位的服务规模不相称，统计口径须核实。"
        yield reading.finding(NAME, "warning", message, quotes, f"{shown} ÷ 365 = {daily}", f"{shown}按什么口径统计？原始记录何在？")
