"""Findings of one report as rows. Their key survives a new edition that repeats the words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from warehouse.conforming.context import Context
from warehouse.conforming.rows import RaisedFinding
from warehouse.model import Finding, Span
from warehouse.model.keys import finding_key


def finding_rows(context: Context, findings: Iterable[Finding]) -> list[RaisedFinding]:
    """One row a finding; what one rule says of the same words in several places is one finding with all the places."""
    rows: dict[str, RaisedFinding] = {}
    for finding in findings:
        row = _row(context, finding)
        earlier = rows.get(row.finding_key)
        rows[row.finding_key] = row if earlier is None else earlier._replace(quotes=_united(earlier.quotes, row.quotes))
    return list(rows.values())


def _row(context: Context, finding: Finding) -> RaisedFinding:
    year = context.extraction.identity.fiscal_year
    quotes = [_quote(context, span) for span in sorted(set(finding.quotes))]
    return RaisedFinding(
        finding_key=finding_key(finding.rule, context.organisation_id, year, (quote["quote"] for quote in quotes)),
        document_key=context.document.key,
        organisation_id=context.organisation_id,
        fiscal_year=year,
        rule=finding.rule,
        severity=finding.severity,
        message=finding.message,
        computation=finding.computation or None,
        question=finding.question or None,
        quotes=quotes,
        is_cross_document=False,
    )


def _quote(context: Context, span: Span) -> dict[str, Any]:
    document = context.document
    return {
        "document_key": document.key,
        "quote": span.of(document.text),
        "quote_start": span.start,
        "quote_end": span.end,
        "page": document.page_at(span.start),
    }


def _united(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> list[dict[str, Any]]:
    places = {(quote["quote_start"], quote["quote_end"]): quote for quote in (*first, *second)}
    return [places[place] for place in sorted(places)]
