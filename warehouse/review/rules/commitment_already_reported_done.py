"""A measure for the coming year that the same report has already told as a result, word for word.

下一步: 编制《街道综合文化提升方案》，整理、汇编…  told under 主要成效, too   => raised
a measure that names the same subject in other words                     => nothing
"""

from __future__ import annotations

from collections.abc import Iterator

from warehouse.model import Finding, Span
from warehouse.review.clauses import Clauses
from warehouse.review.reading import Reading

NAME = "commitment_already_reported_done"

_LEAST = 24


def check(reading: Reading) -> Iterator[Finding]:
    found = reading.clauses
    plans = [number for number in found.repeated() if reading.is_plan(found.starts[number])]
    for run in _runs(plans):
        told = _told_before(reading, found, run)
        length = sum(len(found.words[number]) for number in run)
        if told and length >= _LEAST:
            quotes = [_span(reading, found, run[0], len(run)), *(_span(reading, found, first, len(run)) for first in told)]
            words = reading.flow[found.starts[run[0]] : found.span(run[-1]).end]
            message = f"下一步措施中的“{words}”与前文已报告的成效逐字相同：既已完成，不应再列为措施。"
            yield reading.finding(NAME, "warning", message, quotes, "", "该项工作是已完成还是待完成？")


def _runs(numbers: list[int]) -> Iterator[list[int]]:
    """Stretches of clauses that follow each other."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _told_before(reading: Reading, found: Clauses, run: list[int]) -> list[int]:
    """Where, outside problems and measures, the whole run stands."""
    firsts = [place for place in found.places[found.words[run[0]]] if not reading.is_problem(found.starts[place])]
    return [
        first
        for first in firsts
        if [found.words[first + step] if first + step < len(found.words) else "" for step in range(len(run))]
        == [found.words[n] for n in run]
    ]


def _span(reading: Reading, found: Clauses, first: int, count: int) -> Span:
    return reading.source(found.starts[first], found.span(first + count - 1).end)
