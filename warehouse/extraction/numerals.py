"""The account of all numerals: what became no mention is classed, or unclaimed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from warehouse.extraction.recognisers.label import Label, find_labels
from warehouse.model import Cell, Document, Mention, Numeral, Quantity, Span
from warehouse.reference import Reference
from warehouse.text.flow import normalise

# 指标1： before the name of an indicator.
_CELL_MARK = re.compile(r"(?:指标|目标|任务)[0-9]{1,2}[：:、.](?![0-9])|^[0-9]{1,2}[.、](?![0-9])|[一二三四]级(?=指标|目录|$)")
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
    covered = _merged([*told, *((n.span.start, n.span.end) for n in classed)])
    unclaimed: list[Numeral] = []
    candidates = [(m.start(), m.end()) for m in _DIGITS.finditer(flow.text)] + [(q.number_start, q.number_end) for q in quantities]
    for start, end in sorted(set(candidates)):
        span = flow.span(start, end)
        if not _is_covered(span, covered) and not (unclaimed and unclaimed[-1].span.overlaps(span)):
            unclaimed.append(Numeral(span, "unclaimed", span.of(document.text)))
    classed += [
        numeral
        for span in document.furniture
        for numeral in _in_furniture(span, document, reference)
        if not _is_covered(numeral.span, covered)
    ]
    for table in document.tables:
        for cell in table.cells:
            found = _in_cell(cell, covered, document, reference)
            classed += [numeral for numeral in found if numeral.kind != "unclaimed"]
            unclaimed += [numeral for numeral in found if numeral.kind == "unclaimed"]
    return tuple(sorted([*classed, *unclaimed], key=lambda n: (n.span.start, n.span.end)))


def _in_furniture(span: Span, document: Document, reference: Reference) -> list[Numeral]:
    """The numerals of a running head or a page number."""
    text = normalise(span.of(document.text))
    labels = [(label.start, label.end, label.kind) for label in find_labels(text, reference)]
    places = [*labels, *((m.start(), m.end(), "page_number") for m in _DIGITS.finditer(text) if not _meets(m.start(), m.end(), labels))]
    return [_numeral_at(span.start + start, span.start + end, kind, document) for start, end, kind in places]


def _in_cell(cell: Cell, covered: Sequence[tuple[int, int]], document: Document, reference: Reference) -> list[Numeral]:
    """The numerals of a cell that are no mention's: labels by their kind, the rest unclaimed."""
    text, offset = normalise(cell.text), cell.span.start
    marks = [(m.start(), m.end(), "list_mark") for m in _CELL_MARK.finditer(text)]
    digits = [(m.start(), m.end()) for m in _DIGITS.finditer(text)]
    open_ones = [(a, b) for a, b in digits if not _is_covered(Span(a + offset, b + offset), covered) and not _meets(a, b, marks)]
    found = [_numeral_at(offset + start, offset + end, kind, document) for start, end, kind in marks]
    if open_ones:
        labels = [(label.start, label.end, label.kind) for label in find_labels(text, reference)]
        found += [_numeral_at(offset + a, offset + b, _meets(a, b, labels) or "unclaimed", document) for a, b in open_ones]
    return found


def _meets(start: int, end: int, places: Sequence[tuple[int, int, str]]) -> str:
    """The kind of the first place that overlaps a range; empty where none does."""
    return next((kind for a, b, kind in places if a < end and start < b), "")


def _numeral_at(start: int, end: int, kind: str, document: Document) -> Numeral:
    return Numeral(Span(start, end), kind, document.text[start:end])


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges in order, those that overlap as one: then only the last that begins before a place can cover it."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _is_covered(span: Span, covered: Sequence[tuple[int, int]]) -> bool:
    place = bisect_left(covered, (span.end, 0)) - 1
    return place >= 0 and covered[place][1] > span.start
