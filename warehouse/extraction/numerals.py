"""The account of all numerals: what became no mention is classed, or unclaimed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from warehouse.extraction.recognisers.label import Label, find_labels
from warehouse.model import Cell, Document, Mention, Numeral, Quantity, Span
from warehouse.reference import Reference
from warehouse.text.flow import normalise

# 指标1： before the name of an indicator.
_CELL_MARK = re.compile(r"(?:指标|目标|任务)[0-9]{1,2}[：:、.]|^[0-9]{1,2}[.、]")
_DIGITS = re.compile(r"[0-9][0-9.,]*")


def leftover(
    document: Document,
    mentions: Sequence[Mention],
    labels: Sequence[Label],
    quantities: Sequence[Quantity],
    gaps: Sequence[tuple[int, int, str]],
    codes: Sequence[Numeral],
    reference: Reference,
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
            found = _in_cell(cell, covered, document, reference)
            classed += [numeral for numeral in found if numeral.kind != "unclaimed"]
            unclaimed += [numeral for numeral in found if numeral.kind == "unclaimed"]
    return tuple(sorted([*classed, *unclaimed], key=lambda n: (n.span.start, n.span.end)))


def _in_cell(cell: Cell, covered: Sequence[tuple[int, int]], document: Document, reference: Reference) -> list[Numeral]:
    """The numerals of a cell that are no mention's: labels by their kind, the rest unclaimed."""
    text = normalise(cell.text)
    digits = [Span(m.start(), m.end()) for m in _DIGITS.finditer(text)]
    open_ones = [d for d in digits if not _is_covered(Span(d.start + cell.span.start, d.end + cell.span.start), covered)]
    if not open_ones:
        return []
    labels = [(m.start(), m.end(), "list_mark") for m in _CELL_MARK.finditer(text)]
    labels += [(label.start, label.end, label.kind) for label in find_labels(text, reference)]
    found: list[Numeral] = []
    for digit in open_ones:
        kind = next((kind for start, end, kind in labels if start < digit.end and digit.start < end), "unclaimed")
        span = Span(digit.start + cell.span.start, digit.end + cell.span.start)
        found.append(Numeral(span, kind, span.of(document.text)))
    return found


def _is_covered(span: Span, covered: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(covered, (span.end, span.end))
    return any(start < span.end and span.start < end for start, end in covered[max(0, place - 8) : place + 1])
