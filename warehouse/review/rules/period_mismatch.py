"""A quarter's figure in a yearly report that gives none for the year.

2022年三季度，五大行业GDP50.99亿元                       => raised, where no figure for the year follows
上半年完成18.6亿元；前三季度完成29.3亿元；全年完成41.2亿元   => nothing
支出集中在第四季度                                       => nothing: no figure
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warehouse.model import Finding, Span
from warehouse.review.reading import Reading

NAME = "period_mismatch"

_PART = re.compile(
    r"[前第上下1-4一二三四](?:半年|季度|[一二三四1-4]季度|(?:-|—|~|～|至|月至|月-|月—)(?:[2-9]|1[01])月(?:份)?)(?!起|末|底|以来|前)"
)
_WHOLE = re.compile(r"全年|年末|年底|12月底|12月31日|截至年|年度(?!任务|目标|计划|考核)|本年")
_YEAR = re.compile(r"20[0-9]{2}年$")
_NEARBY = 40


def check(reading: Reading) -> Iterator[Finding]:
    places: dict[str, list[Span]] = {}
    own = reading.extraction.identity.fiscal_year
    for match in _PART.finditer(reading.flow):
        year = _YEAR.search(reading.flow, max(0, match.start() - 5), match.start())
        if (year and own and int(year.group()[:4]) != own) or reading.is_problem(match.start()):
            continue
        paragraph = reading.paragraph(match.start())
        if _WHOLE.search(reading.flow, paragraph.start, paragraph.end) or _is_told_in_parts(paragraph.of(reading.flow)):
            continue
        span = _told(reading, match)
        if span is not None:
            places.setdefault(match.group(), []).append(reading.source(span.start, span.end))
    for part, quotes in places.items():
        message = f"年度报告只给出{part}的数据，未见全年数，也未写明是单季还是累计、目标是全年还是序时进度。"
        yield reading.finding(NAME, "warning", message, quotes, "", f"{part}的指标全年完成多少？")


def _is_told_in_parts(words: str) -> bool:
    """Whether both halves or all quarters of the year are told."""
    return all(part in words for part in ("上半年", "下半年")) or all(f"{part}季度" in words for part in "一二三四")


def _told(reading: Reading, match: re.Match[str]) -> Span | None:
    """From the words for the period to the last figure of the sentence; None if no figure follows closely."""
    behind = reading.figures_near(match.end(), before=0)
    if not behind or behind[0].start - match.end() > _NEARBY or "。" in reading.flow[match.end() : behind[0].start]:
        return None
    return Span(match.start(), behind[-1].end)
