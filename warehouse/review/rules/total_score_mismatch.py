"""A total score that is not the sum of its parts, or is told differently in form and prose.

form: 9.6 … 9, 合计 100 | 97.4, where the lines add up to 98.4   => raised
自评总得分95.6分，其中9.7分、48.5分、28.2分、9.2分               => nothing
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from warehouse.model import Finding, Severity
from warehouse.review.interval import Interval, total
from warehouse.review.reading import Reading
from warehouse.review.scores import Form, Told, exact, forms, sum_of, totals_told
from warehouse.review.wording import grouped, number

NAME = "total_score_mismatch"


def check(reading: Reading) -> Iterator[Finding]:
    told = totals_told(reading)
    for result in told:
        yield from _prose(reading, result)
    for form in forms(reading):
        yield from _form(reading, form, told)


def _prose(reading: Reading, told: Told) -> Iterator[Finding]:
    if len(told.parts) < 2:
        return
    added = total(exact(mark.score) for mark in told.parts)
    if added.meets(exact(told.total)):
        return
    weights = [mark.weight for mark in told.parts]
    is_whole = all(weights) and sum(weight.printed_value for weight in weights if weight) == 100
    severity: Severity = "error" if is_whole or len(told.parts) >= 3 else "warning"
    shown = "+".join(mark.score.number for mark in told.parts)
    answer = grouped(sum((mark.score.printed_value for mark in told.parts), Decimal(0)))
    message = f"各项得分之和为{shown}={answer}分，总得分写{told.total.shown}，不符。"
    quote = reading.source(told.total.start, max(mark.score.end for mark in told.parts))
    computation = f"{shown.replace('+', ' + ')} = {answer} ≠ {told.total.number}"
    yield reading.finding(NAME, severity, message, [quote], computation, "总得分与各项得分哪一处有误？")


def _form(reading: Reading, form: Form, told: tuple[Told, ...]) -> Iterator[Finding]:
    scored = [line for line in form.lines if line.score is not None]
    if len(scored) < 3 or any(line.weight is not None and line.score is None for line in form.lines):
        return
    weights = sum_of([line.weight for line in form.lines])
    scores = sum_of([line.score for line in scored])
    printed = form.total.score if form.total else None
    if form.total and form.total.weight and form.total.weight.value != weights:
        return  # not all lines are known; weights_not_100 says what there is to say
    if printed is not None and printed.value != scores:
        shown = "+".join(number(line.score.value) for line in scored if line.score)
        quotes = [printed.span, *(reading.source(t.total.start, t.total.end) for t in told if t.total.printed_value == printed.value)]
        message = f"表中各项得分之和为{number(scores)}分，合计写{printed.number}分，相差{number(abs(scores - printed.value))}分。"
        computation = f"{shown.replace('+', ' + ')} = {number(scores)} ≠ {printed.number}"
        yield reading.finding(NAME, "error", message, quotes, computation, "总分与各项得分哪一处有误？")
    if weights == 100 and (printed is None or printed.value == scores):
        yield from _form_against_prose(reading, scores, told)


def _form_against_prose(reading: Reading, scores: Decimal, told: tuple[Told, ...]) -> Iterator[Finding]:
    for result in told:
        if not exact(result.total).meets(Interval(scores, scores)):
            message = f"自评表各项得分之和为{number(scores)}分，正文写{result.total.shown}，不符。"
            quote = reading.source(result.total.start - min(12, len(result.total.label)), result.total.end)
            yield reading.finding(NAME, "error", message, [quote], f"{number(scores)} ≠ {result.total.number}", "自评得分以哪一处为准？")
