"""Where a number comes from: a fact or finding with its evidence, and the numerals that no rule read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from warehouse import store
from warehouse.errors import UsageError
from warehouse.publication.escaping import plain_number, terminal_text

_KEY = re.compile(r"[0-9a-f]{4,64}")

_EVIDENCE = """
select * from evidence
where fact_key in (select fact_key from mention where starts_with(fact_key, $1) or starts_with(evidence_key, $1))
order by fact_table, fact_key, file_name, quote_start, number_start
"""
_FINDINGS = "select * from finding where starts_with(finding_key, $1) order by finding_key, document_key"
_DOCUMENTS = "select document_key, file_name from dim_document where starts_with(document_key, $1) or file_name = $1 order by all"
_UNCLAIMED = """
select file_name, numeral_text, numeral_start, context from unclaimed_numeral
where $1 = '' or starts_with(document_key, $1) or file_name = $1 or file_name like '%/' || $1
order by file_name, document_key, numeral_start
"""


def explain_key(warehouse: Path, key: str) -> Iterator[str]:
    """All that is told by a key or its first digits. Raises UsageError where nothing has it."""
    wanted = key.strip().lower()
    if not _KEY.fullmatch(wanted):
        raise UsageError(f"{key} is no key: keys are hexadecimal digits, at least the first four of them; see `jixiao sql`")
    mentions = store.read(warehouse, _EVIDENCE, (wanted,)).to_pylist()
    findings = store.read(warehouse, _FINDINGS, (wanted,)).to_pylist()
    if not mentions and not findings:
        raise UsageError(_nothing(warehouse, wanted))
    return _explained(mentions, findings)


def explain_unclaimed(warehouse: Path, document: str) -> Iterator[str]:
    """The numerals that no rule read, each with the text around it, of all reports or of one (its key or file name)."""
    if document and not store.read(warehouse, _DOCUMENTS, (document,)).num_rows:
        raise UsageError(f'no report is called {document}: see `jixiao sql "select file_name, document_key from dim_document"`')
    return _queue(store.read(warehouse, _UNCLAIMED, (document,)).to_pylist())


def _nothing(warehouse: Path, key: str) -> str:
    if store.read(warehouse, _DOCUMENTS, (key,)).num_rows:
        return f"{key} is the key of a report, not of a fact or finding: try `jixiao explain --unclaimed {key}`"
    return f"no fact, mention or finding has the key {key}: keys stand in the columns fact_key, evidence_key and finding_key"


def _explained(mentions: list[dict[str, Any]], findings: list[dict[str, Any]]) -> Iterator[str]:
    fact = None
    for row in mentions:
        if row["fact_key"] != fact:
            fact = row["fact_key"]
            yield f"{row['fact_table']} {fact}  {terminal_text(row['organisation'] or '?')}  {row['period']}\n"
        yield from _lines(_mention(row))
    for row in findings:
        yield f"finding {row['finding_key']}  {row['severity']}  {row['rule']}{'  (waived)' if row['is_waived'] else ''}\n"
        yield from _lines(_finding(row))


def _lines(pairs: list[tuple[str, Any]]) -> Iterator[str]:
    """Labelled lines, the empty ones left out, one line each."""
    for label, value in pairs:
        if value not in (None, ""):
            yield f"  {label:<12} {_one_line(str(value))}\n"
    yield "\n"


def _one_line(text: str) -> str:
    return terminal_text(re.sub(r"\s*\n\s*", " ⏎ ", text))


def _mention(row: dict[str, Any]) -> list[tuple[str, Any]]:
    place = f"page {row['page']}, " if row["page"] else ""
    cell = f"table {row['table_number']}, row {row['row_number']}, column {row['column_number']}" if row["table_number"] else ""
    return [
        (row["role"], f"{row['name']}: {_number(row)}"),
        ("file", f"{row['file_name']}, {place}characters {row['quote_start']} to {row['quote_end']}"),
        ("cell", cell),
        ("section", row["section_path"]),
        ("quote", row["quote"]),
        ("rule", row["rule"]),
        ("reading", _reading(row)),
        ("evidence", row["evidence_key"]),
    ]


def _number(row: dict[str, Any]) -> str:
    """The value in the printed unit, and in the base unit where that differs."""
    if row["value"] is None:
        return str(row["number_text"] or row["qualifier"])
    text = plain_number(row["value"]) + (row["unit"] or "")
    if row["value_base"] is not None and (row["value_base"], row["base_unit"]) != (row["value"], row["unit"]):
        text += f" = {plain_number(row['value_base'])} {row['base_unit']}"
    return text if row["qualifier"] == "exact" else f"{text} ({row['qualifier']})"


def _reading(row: dict[str, Any]) -> str:
    """Nothing for a number read as printed; else what was done to it."""
    if row["reading"] == "printed":
        return ""
    before = f", printed {row['number_text']}" if row["number_text"] else ""
    original = f", read before as {plain_number(row['original_value'])}" if row["original_value"] is not None else ""
    return f"{row['reading']}{before}{original}"


def _finding(row: dict[str, Any]) -> list[tuple[str, Any]]:
    quotes = [("quote", f"{item['quote']}  [characters {item['quote_start']} to {item['quote_end']}]") for item in row["quotes"]]
    return [
        ("message", row["message"]),
        ("computation", row["computation"]),
        ("question", row["question"]),
        ("file", row["file_name"]),
        ("organisation", row["organisation"]),
        *quotes,
    ]


def _queue(rows: list[dict[str, Any]]) -> Iterator[str]:
    name = None
    for row in rows:
        if row["file_name"] != name:
            name = row["file_name"]
            yield f"{terminal_text(name)}\n"
        yield f"  {row['numeral_start']:>7}  {_one_line(row['numeral_text'])}\t{_one_line(row['context'])}\n"
    yield f"({len(rows)} unclaimed)\n"
