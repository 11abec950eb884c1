"""Weights that do not add up to 100, or not to the total printed under them.

10+50+30+10=100              => nothing
10+50+25+10, 合计 100         => raised: they add up to 95
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from warehouse.model import Finding, Span
from warehouse.review.reading import Reading
from warehouse.review.scores import Form, Told, forms, sum_of, totals_told
from warehouse.review.wording import number

NAME = "weights_not_100"


def check(reading: Reading) -> Iterator[Finding]:
    whole = reading.pack.number(NAME, "whole")
    if whole is None:
        return
    for form in forms(reading):
        yield from _form(reading, form, whole)
    for told in totals_told(reading):
        yield from _prose(reading, told, whole)


def _form(reading: Reading, form: Form, whole: Decimal) -> Iterator[Finding]:
    weighted = [line for line in form.lines if line.weight is not None]
    if len(weighted) < 4:
        return
    added = sum_of([line.weight for line in weighted])
    printed = form.total.weight if form.total else None
    shown = " + ".join(number(line.weight.value) for line in weighted if line.weight)
    span = Span(weighted[0].row.span.start, weighted[-1].row.span.end)
    if printed is not None and printed.value != added and (_is_near(added, printed.value) or added == whole):
        message = f"各项分值之和为{number(added)}，合计写{printed.number}。"
        yield reading.finding(NAME, "error", message, [printed.span], f"{shown} = {number(added)} ≠ {printed.number}", "各项分值如何设定？")
    elif printed is not None and printed.value == added != whole:
        message = f"各项分值合计{number(added)}，不等于{number(whole)}。"
        yield reading.finding(NAME, "error", message, [printed.span], f"{shown} = {number(added)} ≠ {number(whole)}", "各项分值如何设定？")
    elif printed is None and added != whole and _is_near(added, whole) and any("执行" in line.row.label for line in weighted):
        message = f"各项分值合计{number(added)}，不等于{number(whole)}。"
        yield reading.finding(NAME, "warning", message, [span], f"{shown} = {number(added)} ≠ {number(whole)}", "各项分值如何设定？")


def _is_near(added: Decimal, whole: Decimal) -> bool:
    """Beyond a fifth the lines are not what they seem: two levels of one form, or half of it."""
    return abs(added - whole) * 5 <= whole


def _prose(reading: Reading, told: Told, whole: Decimal) -> Iterator[Finding]:
    weights = [mark.weight for mark in told.parts if mark.weight is not None]
    if len(weights) < 2 or len(weights) != len(told.parts):
        return
    added = sum((weight.printed_value for weight in weights), Decimal(0))
    if added != whole:
        shown = " + ".join(weight.number for weight in weights)
        quote = reading.source(told.total.start, max(weight.end for weight in weights))
        message = f"各项权重之和为{number(added)}分，不等于{number(whole)}分。"
        yield reading.finding(NAME, "error", message, [quote], f"{shown} = {number(added)} ≠ {number(whole)}", "各项权重如何设定？")
