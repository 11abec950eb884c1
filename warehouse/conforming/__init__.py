"""ROOM 4: facts → keyed rows. Keys, base units, organisations, periods; nothing here knows a database."""

from __future__ import annotations

from collections.abc import Iterable

from warehouse.conforming.batch import Batch, Rows, as_batch, joined
from warehouse.conforming.context import Context, evidence_keys, implied_priors
from warehouse.conforming.dimension import case_type_row, indicator_row, unit_row
from warehouse.conforming.documents import Versions, document_row, source_row
from warehouse.conforming.facts import fact_rows
from warehouse.conforming.findings import finding_rows
from warehouse.conforming.mentions import mention_rows, numeral_rows
from warehouse.conforming.organisation import organisation_id, organisation_rows
from warehouse.conforming.period import period_row
from warehouse.conforming.rows import SCHEMAS, QuarantinedFile
from warehouse.model import Document, Extraction, Finding
from warehouse.reference import Reference

__all__ = ["SCHEMAS", "Batch", "QuarantinedFile", "Rows", "Versions", "as_batch", "conform", "joined", "source_row"]


def conform(document: Document, extraction: Extraction, findings: Iterable[Finding], reference: Reference, versions: Versions) -> Rows:
    """The rows of one report, by table; the same input gives the same rows, in any order, on any machine."""
    context = Context(
        document,
        extraction,
        reference,
        organisation_id(extraction.identity, reference),
        evidence_keys(document, extraction),
        implied_priors(document, extraction),
    )
    facts, fact_keys = fact_rows(context)
    rows: dict[str, list[tuple[object, ...]]] = {f"fact_{table}": [] for table in ("budget", "indicator", "ranking", "case", "commitment")}
    for fact, row in zip(extraction.facts, facts, strict=True):
        rows[f"fact_{fact.table}"].append(row)
    return {
        "dim_document": [document_row(document, extraction, context.organisation_id, versions)],
        "source_file": [source_row(document)],
        "organisation_seen": organisation_rows(document.key, extraction.identity, reference),
        **_dimension_rows(context),
        **rows,
        "mention": mention_rows(context, fact_keys),
        "numeral": numeral_rows(context),
        "raised_finding": finding_rows(context, findings),
    }


def _dimension_rows(context: Context) -> Rows:
    """The members of the shared dimensions that this report's facts point to, each once."""
    facts, mentions, reference = context.extraction.facts, context.extraction.mentions, context.reference
    periods = dict.fromkeys([*(fact.period for fact in facts), *(mention.period for mention in mentions)])
    indicators = dict.fromkeys(fact.thing for fact in facts if fact.table == "indicator")
    ranked = dict.fromkeys(fact.thing for fact in facts if fact.table == "ranking" and reference.indicator(fact.thing))
    cases = dict.fromkeys(fact.thing for fact in facts if fact.table == "case")
    units = dict.fromkeys(mention.unit for mention in mentions if mention.unit)
    return {
        "dim_period": [period_row(period) for period in periods],
        "dim_indicator": [indicator_row(name, reference) for name in {**indicators, **ranked}],
        "dim_case_type": [case_type_row(name, reference) for name in cases],
        "dim_unit": [unit_row(unit, reference) for unit in units],
    }
