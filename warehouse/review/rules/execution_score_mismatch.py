"""The score for budget execution that is not weight × rate.

预算执行率 95.00%，分值10，得分10          => raised: 10 × 95.00% = 9.5
预算执行9.7分（权重10分）, rate 96.94%     => nothing: 9.69 rounds to 9.7
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from warehouse.model import Finding, Span
from warehouse.review.grid import Entry, cover
from warehouse.review.interval import Interval, printed
from warehouse.review.reading import Reading
from warehouse.review.scores import Line, exact, forms, totals_told
from warehouse.review.wording import number

NAME = "execution_score_mismatch"

_HUNDRED = Decimal(100)
_ROUNDING = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class _Case:
    """A score for execution: out of ``weight``, for ``rate`` (per cent, as printed with so many decimals)."""

    weight: Decimal
    rate: Decimal
    decimals: int | None
    score: Interval
    shown: str
    quote: Span

    def holds(self, full_from: Decimal) -> bool:
        """Whether the score is weight × rate, or the full weight from ``full_from`` on."""
        rate = printed(self.rate, self.decimals)
        right = Interval(min(rate.low, _HUNDRED), min(rate.high, _HUNDRED)) * (self.weight / _HUNDRED)
        is_full = rate.high >= full_from and self.score.meets(Interval(self.weight, self.weight))
        return is_full or right.widened(_ROUNDING).meets(self.score)


def check(reading: Reading) -> Iterator[Finding]:
    full_from = reading.pack.number(NAME, "full_score_from_pct")
    if full_from is None:
        return
    for case in _in_forms(reading):
        if not case.holds(full_from):
            yield _finding(reading, case)
    for cases in _in_prose(reading):
        if not any(case.holds(full_from) for case in cases):
            yield _finding(reading, cases[0])


def _in_forms(reading: Reading) -> Iterator[_Case]:
    for form in forms(reading):
        for line in form.lines:
            rate = _rate(line)
            if rate is not None and line.weight and line.score and reading.pack.tells(NAME, "execution_words", line.row.label):
                quote = cover((rate, line.weight, line.score))
                score = printed(line.score.value, line.score.decimals, is_count=True)
                yield _Case(line.weight.value, rate.value, rate.decimals, score, line.score.number, quote)


def _rate(line: Line) -> Entry | None:
    rate = line.row.entry("rate")
    if rate is None and "率" in line.row.label:
        rate = line.row.entry("actual")
    return rate if rate is not None and rate.unit == "%" else None


def _in_prose(reading: Reading) -> Iterator[list[_Case]]:
    """For each score for execution told in prose, one case for each rate of the whole body that is told."""
    told = [m for m in reading.mentions("budget", "execution_rate") if m.scope == "overall" and m.value is not None]
    for result in totals_told(reading):
        for mark in result.parts:
            if told and mark.weight and reading.pack.tells(NAME, "execution_words", mark.name):
                quote = reading.source(*mark.place)
                weight, score = mark.weight.printed_value, exact(mark.score)
                yield [_Case(weight, m.value, m.decimals, score, mark.score.number, quote) for m in told if m.value is not None]


def _finding(reading: Reading, case: _Case) -> Finding:
    answer = number(min(case.rate, _HUNDRED) * case.weight / _HUNDRED, 2)
    product = f"{number(case.weight)}×{number(case.rate, case.decimals)}%"
    message = f"预算执行得分应为{product}={answer}分，报告给{case.shown}分。"
    computation = f"{product.replace('×', ' × ')} = {answer} ≠ {case.shown}"
    return reading.finding(NAME, "warning", message, [case.quote], computation, "预算执行率得分按什么标准计算？")
