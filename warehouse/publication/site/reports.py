"""A page for each report: its text with everything marked that was read, doubted or left, and what was found in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from warehouse.publication.site.contents import Contents, Row, by_key, rows, title_of
from warehouse.publication.site.framing import Page, page
from warehouse.publication.site.links import fact_anchor, organisation_page, report_page
from warehouse.publication.site.marking import Mark, marked_lines
from warehouse.publication.site.rendering import grouped, json_in_html, shown, term_words

_TEXTS = "select document_key, text from dim_document where document_key in (select unnest(?))"
_MENTIONS = """
select m.document_key, m.fact_table, m.fact_key, m.role, m.name, m.number_text, m.value, m.unit, m.qualifier, m.reading, m.original_value,
    m.quote_start, m.quote_end, m.number_start, m.number_end, m.section_path, m.page, m.rule, p.period
from mention as m inner join dim_period as p on m.period_key = p.period_key
where m.document_key in (select unnest(?)) order by m.document_key, m.quote_start, m.number_start, m.evidence_key
"""
_UNCLAIMED = """
select document_key, numeral_start, numeral_end from numeral
where kind = 'unclaimed' and document_key in (select unnest(?)) order by all
"""
_FINDINGS = """
select finding_key, document_key, rule, severity, message, computation, question, quotes, is_waived from finding
where document_key in (select unnest(?))
order by is_waived, list_position(['error', 'warning', 'note'], severity), rule, finding_key
"""
_SOURCES = """
select document_key, list(file_name order by file_name) as files from source_file
where document_key in (select unnest(?)) group by document_key
"""


def report_pages(contents: Contents, documents: Sequence[Row]) -> list[Page]:
    """The pages of some reports: a few at a time, for their texts are in memory meanwhile."""
    editions = by_key(iter(contents.documents), "edition_group")
    keys = frozenset(contents.keys())
    chosen = [[row["document_key"] for row in documents]]
    queries = {"texts": _TEXTS, "mentions": _MENTIONS, "unclaimed": _UNCLAIMED, "findings": _FINDINGS, "sources": _SOURCES}
    told = {name: by_key(rows(contents.sealed, query, chosen), "document_key") for name, query in queries.items()}
    pages = []
    for row in documents:
        own = {name: found.get(row["document_key"], []) for name, found in told.items()}
        pages.append(_page(contents, row, own, editions[row["edition_group"]], keys))
    return pages


def _page(contents: Contents, document: Row, own: Mapping[str, list[Row]], editions: Sequence[Row], keys: frozenset[str]) -> Page:
    text, mentions = own["texts"][0]["text"], own["mentions"]
    findings = [row for row in own["findings"] if not row["is_waived"]]
    marks = [*_mention_marks(mentions), *_finding_marks(findings, document["document_key"]), *_unclaimed_marks(own["unclaimed"])]
    known = [(row["quote_start"], row["page"]) for row in mentions if row["page"]]
    return page(
        contents,
        report_page(document["document_key"]),
        "report.html",
        title_of(document),
        document=document,
        files=[shown(name, 160) for row in own["sources"] for name in row["files"]][:20],
        back=organisation_page(document["organisation_id"]) if document["organisation_id"] else "",
        editions=[row | {"href": report_page(row["document_key"])} for row in editions] if len(editions) > 1 else [],
        findings=[_finding(row, number, document["document_key"], keys) for number, row in enumerate(findings)],
        errors=sum(1 for row in findings if row["severity"] == "error"),
        waived=len(own["findings"]) - len(findings),
        unclaimed=len(own["unclaimed"]),
        marks=json_in_html({f"m{number}": _card(row) for number, row in enumerate(mentions)}),
        lines=marked_lines(text, marks, known),
    )


def _mention_marks(mentions: Sequence[Row]) -> Iterator[Mark]:
    """The quote, lightly, with the anchors; the number in it by its star. The first mention of a fact and of each role bears its anchor."""
    told: set[str] = set()
    for number, row in enumerate(mentions):
        anchors = [f"m{number}"]
        if row["fact_key"]:
            wanted = (fact_anchor(row["fact_key"]), fact_anchor(row["fact_key"], row["role"]))
            anchors += [anchor for anchor in wanted if anchor not in told]
            told.update(anchors)
        yield Mark(row["quote_start"], row["quote_end"], f"q {row['fact_table']}", tuple(anchors), f"m{number}")
        if row["number_start"] is not None and row["number_end"] is not None:
            yield Mark(row["number_start"], row["number_end"], f"n {row['fact_table']} {row['reading']}", (), f"m{number}")


def _finding_marks(findings: Sequence[Row], document_key: str) -> Iterator[Mark]:
    for number, finding in enumerate(findings):
        own = [quote for quote in finding["quotes"] if quote["document_key"] == document_key]
        for place, quote in enumerate(own):
            group = f"w{number}-{place}"
            yield Mark(quote["quote_start"], quote["quote_end"], f"w {finding['severity']}", (group,), group)


def _unclaimed_marks(unclaimed: Sequence[Row]) -> Iterator[Mark]:
    return (Mark(row["numeral_start"], row["numeral_end"], "u", (), "u") for row in unclaimed)


def _finding(finding: Row, number: int, document_key: str, keys: frozenset[str]) -> dict[str, Any]:
    """A finding with the words it is about: here, or in another report if the site has it."""
    return {
        "id": f"finding-{finding['finding_key'][:8]}",
        "severity": finding["severity"],
        "rule": finding["rule"],
        "message": shown(finding["message"], 600),
        "computation": shown(finding["computation"], 300),
        "question": shown(finding["question"], 600),
        "places": list(_places(finding, number, document_key, keys)),
    }


def _places(finding: Row, number: int, document_key: str, keys: frozenset[str]) -> Iterator[dict[str, Any]]:
    counted: dict[str, int] = defaultdict(int)
    for quote in finding["quotes"]:
        key = quote["document_key"]
        here = key == document_key
        range_of = f"#t={quote['quote_start']}-{quote['quote_end']}"
        href = f"#w{number}-{counted[key]}" if here else f"../{report_page(key)}{range_of}" if key in keys else ""
        counted[key] += 1
        yield {"href": href, "quote": shown(quote["quote"], 160), "page": quote["page"], "is_here": here}


def _value(row: Row) -> str:
    return "" if row["value"] is None else grouped(row["value"])


def _card(row: Row) -> dict[str, Any]:
    """What a reader sees who points at a mark; pairs are Chinese and English, what is empty is left out."""
    original = row["original_value"]
    told = {
        "star": [row["fact_table"], *term_words("star", row["fact_table"])],
        "name": shown(row["name"], 160),
        "role": term_words("role", row["role"]),
        "value": _value(row),
        "unit": shown(row["unit"], 20),
        "qualifier": term_words("qualifier", row["qualifier"]) if row["qualifier"] != "exact" else None,
        "period": row["period"],
        "reading": [row["reading"], *term_words("reading", row["reading"])],
        "original": "" if original is None else grouped(original),
        "printed": shown(row["number_text"], 60) if row["number_text"] != _value(row) else "",
        "section": shown(row["section_path"], 160),
        "page": row["page"],
        "rule": shown(row["rule"], 60),
        "fact": row["fact_key"],
    }
    return {name: value for name, value in told.items() if value}
