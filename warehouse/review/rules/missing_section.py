"""A part that every self-evaluation has and this one lacks.

no word on problems and measures in a report of several pages   => raised
no score and no grade anywhere                                  => a note
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warehouse.model import Finding, Span
from warehouse.review.reading import Reading

NAME = "missing_section"

_SCORE = re.compile(r"得分|评分|分值|等级|等次|[0-9]分")
_LEAST = 1500


def check(reading: Reading) -> Iterator[Finding]:
    if len(reading.flow) < _LEAST or len(reading.document.sections) < 3:
        return
    end = reading.document.paragraphs[-1] if reading.document.paragraphs else Span(0, 0)
    quote = reading.source(end.start, end.end)
    headings = " ".join(section.title for section in reading.document.sections)
    lacks_problems = not reading.pack.tells(NAME, "problem_words", headings) and not re.search(
        r"(?:存在|主要|突出)的?[^，。；]{0,6}(?:问题|不足)", reading.flow
    )
    lacks_measures = not reading.pack.tells(NAME, "measure_words", headings) and not re.search(r"下一步|改进措施|今后", reading.flow)
    if lacks_problems and lacks_measures:
        message = "全文没有“存在的问题”和“改进措施”的内容，自评报告缺必备部分。"
        yield reading.finding(NAME, "warning", message, [quote], "", "自评发现了哪些问题？如何改进？")
    elif lacks_problems or lacks_measures:
        what = "存在的问题" if lacks_problems else "改进措施"
        yield reading.finding(NAME, "note", f"全文没有“{what}”的部分。", [quote], "", f"{what}是什么？")
    if not _SCORE.search(reading.flow) and not any(grid.has("score") for grid in reading.grids):
        message = "全文没有自评得分、等级和指标评分表。"
        yield reading.finding(NAME, "note", message, [quote], "", "自评得分和等级是多少？")
