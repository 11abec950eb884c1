"""A correction of the report whose quote no longer tells which number it means: somebody must look again.

全年预算数130,92.54万元 was corrected, a new file prints 13,092.54   => raised
the quote stands, blanks and line ends aside                          => nothing
"""

from __future__ import annotations

from collections.abc import Iterator

from warehouse.model import Finding, Span
from warehouse.reference.correcting import place_corrections
from warehouse.review.reading import Reading

NAME = "correction_reopened"


def check(reading: Reading) -> Iterator[Finding]:
    _, open_again = place_corrections(reading.document, reading.reference.corrections)
    for correction in open_again:
        message = f"人工更正的原文“{correction.match}”在本文件中找不到，或其中不止一个数字，更正未生效（更正理由：{correction.why}）。"
        yield reading.finding(NAME, "warning", message, [_first_line(reading.document.text)], "", "这条更正是否仍然需要？")


def _first_line(text: str) -> Span:
    """The report's opening line stands for the whole report: what is gone has no place."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return Span(start, len(text) if end < 0 else end)
