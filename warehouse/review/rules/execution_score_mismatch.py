"""The score for budget execution that is not weight × rate.

预算执行率 95.00%，分值10，得分10          => raised: 10 × 95.00% = 9.5
预算执行9.7分（权重10分）, rate 96.94%     => nothing: 9.69 rounds to 9.7
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from warehouse.model import Finding, Span
from warehouse.review.grid import Entry
from warehouse.review.interval import Interval, printed
from warehouse.review.reading import Reading
from warehouse.review.scores import Line, exact, forms, totals_told
from warehouse.review.wording import number

NAME = "execution_score_mismatch"

_EXECUTION = re.compile(r"预算执行|执行率|资金总额|预算总额|年度资金")


def check(reading: Reading) -> Iterator[Finding]:
    full_from = reading.pack.number(NAME, "full_score_from_pct")
    if full_from is None:
        return
    for form in forms(reading):
        for line in form.lines:
            rate = _rate(line)
            if rate is not None and line.weight and line.score and _EXECUTION.search(line.row.label):
                shown = Interval(line.score.value, line.score.value).widened(_half(line.score.decimals))
                quote = Span(min(rate.span.start, line.weight.span.start), max(line.score.span.end, line.weight.span.end))
                yield from _judge(reading, line.weight.value, _interval(rate), rate.number, shown, line.score.number, quote, full_from)
    yield from _prose(reading, full_from)


def _half(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals) / 2 if decimals else Decimal(0)


def _rate(line: Line) -> Entry | None:
    rate = line.row.entry("rate")
    if rate is None and "率" in line.row.label:
        rate = line.row.entry("actual")
    return rate if rate is not None and rate.unit == "%" else None


def _interval(rate: Entry) -> Interval:
    return printed(rate.value, rate.decimals)


def _prose(reading: Reading, full_from: Decimal) -> Iterator[Finding]:
    rates = [m for m in reading.mentions("budget", "execution_rate") if m.scope == "overall" and m.value is not None]
    if not rates or rates[0].value is None:
        return
    rate = printed(rates[0].value, rates[0].decimals)
    for told in totals_told(reading):
        for mark in told.parts:
            if mark.weight and _EXECUTION.search(mark.name):
                quote = reading.source(mark.score.start, mark.weight.end)
                shown = exact(mark.score)
                yield from _judge(
                    reading, mark.weight.printed_value, rate, number(rates[0].value), shown, mark.score.number, quote, full_from
                )


def _judge(
    reading: Reading, weight: Decimal, rate: Interval, rate_shown: str, score: Interval, score_shown: str, quote: Span, full_from: Decimal
) -> Iterator[Finding]:
    """``full_from``: from this rate on the full weight is given."""
    top = Interval(min(rate.low, Decimal(100)), min(rate.high, Decimal(100)))
    right = top * (weight / 100)
    if right.widened(Decimal("0.005")).meets(score) or (rate.high >= full_from and score.meets(Interval(weight, weight))):
        return
    answer = number(min(Decimal(rate_shown), Decimal(100)) * weight / 100, 2)
    message = f"预算执行得分应为{number(weight)}×{rate_shown}%={answer}分，报告给{score_shown}分。"
    computation = f"{number(weight)} × {rate_shown}% = {answer} ≠ {score_shown}"
    yield reading.finding(NAME, "warning", message, [quote], computation, "预算执行率得分按什么标准计算？")
