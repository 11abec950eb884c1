"""The account of all numerals: what became no mention is classed, or unclaimed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from warehouse.extraction.recognisers.label import Label
from warehouse.model import Cell, Document, Mention, Numeral, Quantity, Span
from warehouse.text.flow import normalise

_DIGITS = re.compile(r"[0-9][0-9.,]*")


def leftover(
    document: Document,
    mentions: Sequence[Mention],
    labels: Sequence[Label],
    quantities: Sequence[Quantity],
    gaps: Sequence[tuple[int, int, str]],
    codes: Sequence[Numeral],
) -> tuple[Numeral, ...]:
    """Every numeral of the flow that is no mention's number: labels by their kind, comparisons, the rest unclaimed."""
    flow = document.flow
    told = {(m.number.start, m.number.end) for m in mentions if m.number is not None}
    places = [(label.start, label.end, label.kind) for label in labels] + list(gaps)
    spans = [(flow.span(start, end), kind) for start, end, kind in places]
    classed = [Numeral(span, kind, span.of(document.text)) for span, kind in spans]
    classed += codes
    covered = sorted([*told, *((n.span.start, n.span.end) for n in classed)])
    unclaimed: list[Numeral] = []
    candidates = [(m.start(), m.end()) for m in _DIGITS.finditer(flow.text)] + [(q.number_start, q.number_end) for q in quantities]
    for start, end in sorted(set(candidates)):
        span = flow.span(start, end)
        if not _is_covered(span, covered) and not (unclaimed and unclaimed[-1].span.overlaps(span)):
            unclaimed.append(Numeral(span, "unclaimed", span.of(document.text)))
    for table in document.tables:
        for cell in table.cells:
            unclaimed += _unclaimed_in(cell, covered)
    return tuple(sorted([*classed, *unclaimed], key=lambda n: (n.span.start, n.span.end)))


def _unclaimed_in(cell: Cell, covered: Sequence[tuple[int, int]]) -> list[Numeral]:
    spans = [Span(cell.span.start + m.start(), cell.span.start + m.end()) for m in _DIGITS.finditer(normalise(cell.text))]
    return [
        Numeral(span, "unclaimed", cell.text[span.start - cell.span.start : span.end - cell.span.start])
        for span in spans
        if not _is_covered(span, covered)
    ]


def _is_covered(span: Span, covered: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(covered, (span.end, span.end))
    return any(start < span.end and span.start < end for start, end in covered[max(0, place - 8) : place + 1])
