"""A score above what the item is worth.

满意度 分值10 得分12     => raised
满意度 分值10 得分10     => nothing
"""

from __future__ import annotations

from collections.abc import Iterator

from warehouse.model import Finding, Span
from warehouse.review.grid import cover
from warehouse.review.reading import Reading
from warehouse.review.scores import forms, totals_told

NAME = "score_above_weight"


def check(reading: Reading) -> Iterator[Finding]:
    for form in forms(reading):
        for line in (*form.lines, *((form.total,) if form.total else ())):
            if line.weight and line.score and line.score.value > line.weight.value and "加分" not in line.row.label:
                yield _finding(reading, line.row.label, line.score.number, line.weight.number, cover((line.weight, line.score)))
    for told in totals_told(reading):
        for mark in told.parts:
            if mark.weight and mark.score.printed_value > mark.weight.printed_value:
                quote = reading.source(*mark.place)
                yield _finding(reading, mark.name, mark.score.number, mark.weight.number, quote)


def _finding(reading: Reading, name: str, score: str, weight: str, quote: Span) -> Finding:
    message = f"“{name}”得分{score}分，高于分值{weight}分。"
    return reading.finding(NAME, "error", message, [quote], f"{score} > {weight}", f"“{name}”的得分是否有误？")
