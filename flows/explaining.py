"""Where a number comes from: a fact or finding with its proof, and the numerals that no rule read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Any

from flows.proof_card import finding_lines, mention_lines, one_line
from warehouse import store
from warehouse.errors import UsageError
from warehouse.publication.escaping import terminal_text
from warehouse.reference import Correction, load_reference
from warehouse.settings import Settings
from warehouse.text.width import fold

_KEY = re.compile(r"[0-9a-f]{4,64}")
# Characters of the text that are shown on either side of a quote.
_AROUND = 24

_EVIDENCE = f"""
select
    e.*,
    substr(d.text, greatest(e.quote_start - {_AROUND}, 0) + 1, least(e.quote_start, {_AROUND})) as before,
    substr(d.text, e.quote_end + 1, {_AROUND}) as after
from evidence as e
inner join dim_document as d on e.document_key = d.document_key
where e.fact_key in (select fact_key from mention where starts_with(fact_key, $1) or starts_with(evidence_key, $1))
order by e.fact_table, e.fact_key, e.file_name, e.quote_start, e.number_start
"""
_FINDINGS = "select * from finding where starts_with(finding_key, $1) order by finding_key, document_key"
_QUOTES = f"""
with quoted as (
    select finding_key, document_key as of_document, unnest(quotes) as q, generate_subscripts(quotes, 1) as place
    from finding
    where starts_with(finding_key, $1)
)
select
    quoted.finding_key,
    quoted.of_document,
    d.file_name,
    q.quote,
    q.quote_start,
    q.quote_end,
    q.page,
    substr(d.text, greatest(q.quote_start - {_AROUND}, 0) + 1, least(q.quote_start, {_AROUND})) as before,
    substr(d.text, q.quote_end + 1, {_AROUND}) as after
from quoted
inner join dim_document as d on quoted.q.document_key = d.document_key
order by quoted.finding_key, quoted.of_document, quoted.place
"""
# Findings that quote words of a mention.
_ABOUT = """
with quoted as (select finding_key, severity, rule, unnest(quotes) as q from finding)
select distinct m.evidence_key, f.finding_key, f.severity, f.rule
from mention as m
inner join quoted as f
    on f.q.document_key = m.document_key and f.q.quote_start < m.quote_end and m.quote_start < f.q.quote_end
where m.fact_key in (select fact_key from mention where starts_with(fact_key, $1) or starts_with(evidence_key, $1))
order by all
"""
_DOCUMENTS = "select document_key, file_name from dim_document where starts_with(document_key, $1) or file_name = $1 order by all"
_UNCLAIMED = """
select file_name, numeral_text, numeral_start, context from unclaimed_numeral
where $1 = '' or starts_with(document_key, $1) or file_name = $1 or file_name like '%/' || $1
order by file_name, document_key, numeral_start
"""


def explain_key(settings: Settings, key: str) -> Iterator[str]:
    """All that is told by a key or its first digits. Raises UsageError where nothing has it."""
    wanted, warehouse = key.strip().lower(), settings.warehouse
    if not _KEY.fullmatch(wanted):
        raise UsageError(f"{key} is no key: keys are hexadecimal digits, at least the first four of them; see `jixiao sql`")
    mentions = store.read(warehouse, _EVIDENCE, (wanted,)).to_pylist()
    findings = store.read(warehouse, _FINDINGS, (wanted,)).to_pylist()
    if not mentions and not findings:
        raise UsageError(_nothing(warehouse, wanted))
    about = store.read(warehouse, _ABOUT, (wanted,)).to_pylist() if mentions else []
    quotes = store.read(warehouse, _QUOTES, (wanted,)).to_pylist() if findings else []
    corrections = load_reference(settings.seeds).corrections if mentions else ()
    return _explained(mentions, about, corrections, findings, quotes)


def explain_unclaimed(warehouse: Path, document: str) -> Iterator[str]:
    """The numerals that no rule read, each with the text around it, of all reports or of one (its key or file name)."""
    if document and not store.read(warehouse, _DOCUMENTS, (document,)).num_rows:
        raise UsageError(f'no report is called {document}: see `jixiao sql "select file_name, document_key from dim_document"`')
    return _queue(store.read(warehouse, _UNCLAIMED, (document,)).to_pylist())


def _nothing(warehouse: Path, key: str) -> str:
    if store.read(warehouse, _DOCUMENTS, (key,)).num_rows:
        return f"{key} is the key of a report, not of a fact or finding: try `jixiao explain --unclaimed {key}`"
    return f"no fact, mention or finding has the key {key}: keys stand in the columns fact_key, evidence_key and finding_key"


def _explained(
    mentions: list[dict[str, Any]],
    about: list[dict[str, Any]],
    corrections: Iterable[Correction],
    findings: list[dict[str, Any]],
    quotes: list[dict[str, Any]],
) -> Iterator[str]:
    fact = None
    for row in mentions:
        if row["fact_key"] != fact:
            fact = row["fact_key"]
            yield f"{row['fact_table']} {fact}  {terminal_text(row['organisation'] or '?')}  {row['period']}\n"
        own = [found for found in about if found["evidence_key"] == row["evidence_key"]]
        yield from mention_lines(row, [one for one in corrections if _is_about(one, row)], own)
    for row in findings:
        yield f"finding {row['finding_key']}  {row['severity']}  {row['rule']}{'  (waived)' if row['is_waived'] else ''}\n"
        own = [quote for quote in quotes if (quote["finding_key"], quote["of_document"]) == (row["finding_key"], row["document_key"])]
        yield from finding_lines(row, own)


def _is_about(correction: Correction, row: dict[str, Any]) -> bool:
    """Whether a correction speaks of the number of a mention: its report, its words, blanks aside, and its number."""
    name = correction.document
    if name not in (row["file_name"], PurePath(row["file_name"]).name) and not (len(name) >= 8 and row["document_key"].startswith(name)):
        return False
    around, match = _bare(row["before"] + row["quote"] + row["after"]), _bare(correction.match)
    number = _bare(row["number_text"] or "")
    return match in around and bool(number) and (number in match if not correction.number else number == _bare(correction.number))


def _bare(text: str) -> str:
    return "".join(fold(text).split())


def _queue(rows: list[dict[str, Any]]) -> Iterator[str]:
    name = None
    for row in rows:
        if row["file_name"] != name:
            name = row["file_name"]
            yield f"{terminal_text(name)}\n"
        yield f"  {row['numeral_start']:>7}  {one_line(row['numeral_text'])}\t{one_line(row['context'])}\n"
    yield f"({len(rows)} unclaimed)\n"
