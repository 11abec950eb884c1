"""The proof of a number in a few lines: its value, how it was read, the words around it, its place, its rule, what a person changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from warehouse.extraction.rules import RULES
from warehouse.publication.escaping import plain_number, terminal_text
from warehouse.reference import Correction
from warehouse.review.amounts import stands_for

_EXAMPLES = {rule.name: rule.example for rule in RULES}
_HOW = {
    "printed": "as printed",
    "repaired": "repaired: the print is damaged, the value is mended",
    "implied": "implied: not printed, it follows from what is",
    "corrected": "corrected by a reviewer",
}
# Ends of intervals beyond which nothing is told.
_FAR = 10**29

Pairs = Iterable[tuple[str, Any]]


def mention_lines(row: dict[str, Any], corrections: Iterable[Correction], findings: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One mention. ``row`` is one of ``evidence`` with ``before`` and ``after``, the text around its quote."""
    page = f"page {row['page']}, " if row["page"] else ""
    cell = f"table {row['table_number']}, row {row['row_number']}, column {row['column_number']}" if row["table_number"] else ""
    yield from lines(
        [
            (row["role"], f"{row['name']}: {_number(row)}" if row["value"] is not None or row["number_text"] else row["name"]),
            ("stands for", _interval(row)),
            ("read", _reading(row)),
            ("rule", _rule(row["rule"])),
            *(("correction", _correction(row, correction)) for correction in corrections),
            ("quote", row["quote"]),
            ("in context", _context(row)),
            ("file", f"{row['file_name']}, {page}characters {row['quote_start']} to {row['quote_end']}"),
            ("cell", cell),
            ("section", row["section_path"]),
            *(("finding", f"{found['finding_key']}  {found['severity']}  {found['rule']}") for found in findings),
            ("evidence", row["evidence_key"]),
        ]
    )


def finding_lines(row: dict[str, Any], quotes: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One finding with its quotes, each with the text around it."""
    yield from lines(
        [
            ("message", row["message"]),
            ("computation", row["computation"]),
            ("question", row["question"]),
            ("organisation", row["organisation"]),
            *(pair for quote in quotes for pair in _quoted(quote)),
        ]
    )


def lines(pairs: Pairs) -> Iterator[str]:
    """Labelled lines, the empty ones left out, one line each."""
    for label, value in pairs:
        if value not in (None, ""):
            yield f"  {label:<15} {one_line(str(value))}\n"
    yield "\n"


def one_line(text: str) -> str:
    return terminal_text(re.sub(r"\s*\n\s*", " ⏎ ", text.strip()))


def _quoted(quote: dict[str, Any]) -> Pairs:
    page = f"page {quote['page']}, " if quote["page"] else ""
    yield "quote", quote["quote"]
    yield "in context", f"{_before(quote['before'])}⟦{quote['quote']}⟧{_after(quote['after'])}"
    yield "file", f"{quote['file_name']}, {page}characters {quote['quote_start']} to {quote['quote_end']}"


def _number(row: dict[str, Any]) -> str:
    """The value in the printed unit, and in the base unit where that differs."""
    if row["value"] is None:
        return str(row["number_text"])
    text = plain_number(row["value"]) + (row["unit"] or "")
    if row["value_base"] is not None and (row["value_base"], row["base_unit"]) != (row["value"], row["unit"]):
        text += f" = {plain_number(row['value_base'])} {row['base_unit'] or ''}".rstrip()
    return text if row["qualifier"] == "exact" else f"{text} ({row['qualifier']})"


def _interval(row: dict[str, Any]) -> str:
    """What the printed figure can stand for; nothing where it is exact, or a place in a ranking."""
    if row["value"] is None or row["value_base"] is None or row["role"] == "rank":
        return ""
    span = stands_for(row["value"], row["value_base"], row["unit"], row["base_unit"], row["decimals"], row["qualifier"])
    if span.low == span.high or (span.low < -_FAR and span.high > _FAR):
        return ""
    low = "" if span.low < -_FAR else plain_number(span.low)
    high = "" if span.high > _FAR else plain_number(span.high)
    told = f"{low} to {high}" if low and high else f"{low} and more" if low else f"{high} and less"
    return f"{told} {row['base_unit'] or ''}".rstrip()


def _reading(row: dict[str, Any]) -> str:
    printed = f" (printed {row['number_text']})" if row["number_text"] and row["reading"] != "printed" else ""
    original = f"; the program had read {plain_number(row['original_value'])}" if row["original_value"] is not None else ""
    return _HOW[row["reading"]] + printed + original


def _rule(name: str) -> str:
    return f"{name}, as in “{_EXAMPLES[name]}”" if name in _EXAMPLES else name


def _correction(row: dict[str, Any], correction: Correction) -> str:
    value = "no fact" if correction.value is None else plain_number(correction.value)
    pending = "" if row["reading"] == "corrected" else "; not applied yet: jixiao backfill"
    return f"to {value}: {correction.why} ({correction.reviewed_by}){pending}"


def _context(row: dict[str, Any]) -> str:
    """The quote with the text around it; the number, or where there is none the quote, in ⟦ ⟧."""
    quote, shift = row["quote"], row["quote_start"]
    start, end = (0, len(quote)) if row["number_start"] is None else (row["number_start"] - shift, row["number_end"] - shift)
    if not 0 <= start < end <= len(quote):
        start, end = 0, len(quote)
    return f"{_before(row['before'])}{quote[:start]}⟦{quote[start:end]}⟧{quote[end:]}{_after(row['after'])}"


def _before(text: str) -> str:
    return f"…{text.lstrip()}" if text.strip() else ""


def _after(text: str) -> str:
    return f"{text.rstrip()}…" if text.strip() else ""
