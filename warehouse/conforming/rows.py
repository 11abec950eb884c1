"""The rows that travel to the store: one class a table, one field a column, with the column's Arrow type beside it.

This is the one list of columns; a test compares it with ``sql/schema/*.sql``. Columns that only the store fills in
(``edition``, ``loaded_at`` …) are not here.
"""

from __future__ import annotations

from typing import Any, NamedTuple, get_type_hints

import pyarrow as pa

from warehouse.conforming.columns import (
    Count,
    Day,
    Flag,
    OptionalText,
    OptionalWhole,
    Percent,
    Points,
    Quotes,
    Text,
    Texts,
    Value,
    Whole,
    Yuan,
)


class DimDocument(NamedTuple):
    document_key: Text
    file_name: Text
    media_type: Text
    title: Text
    organisation_id: OptionalText
    fiscal_year: OptionalWhole
    report_type: Text
    edition_group: Text
    edition_mark: Whole
    dated_on: Day
    published_on: Day
    retrieved_on: Day
    source_url: OptionalText
    page_count: OptionalWhole
    char_count: Whole
    byte_size: Count
    numeral_count: Whole
    unclaimed_count: Whole
    is_ocr: Flag
    reader: Text
    reader_version: Text
    extractor_version: Text
    reference_version: Text
    text: Text


class SourceFileRow(NamedTuple):
    document_key: Text
    file_name: Text
    declared: Text


class OrganisationSeen(NamedTuple):
    document_key: Text
    organisation_id: Text
    organisation: Text
    aliases: Texts
    organisation_type: OptionalText
    region_code: OptionalText
    region: OptionalText
    valid_from: Day
    valid_to: Day
    is_current: Flag


class DimPeriod(NamedTuple):
    period_key: Text
    period: Text
    fiscal_year: OptionalWhole
    period_type: Text
    period_in_year: OptionalText
    start_date: Day
    end_date: Day


class DimIndicator(NamedTuple):
    indicator_key: Text
    indicator: Text
    category: OptionalText
    base_unit: OptionalText
    polarity: Text
    is_discovered: Flag


class DimCaseType(NamedTuple):
    case_type_key: Text
    case_type: Text
    category: OptionalText


class DimUnit(NamedTuple):
    unit: Text
    base_unit: Text
    factor: Value


class FactBudget(NamedTuple):
    fact_key: Text
    document_key: Text
    organisation_id: OptionalText
    period_key: Text
    fiscal_year: OptionalWhole
    project: Text
    reading_ordinal: Whole
    scope: Text
    category: OptionalText
    initial_budget_yuan: Yuan
    adjusted_budget_yuan: Yuan
    annual_budget_yuan: Yuan
    executed_yuan: Yuan
    execution_rate_reported_pct: Percent
    execution_rate_computed_pct: Percent
    score: Points
    score_weight: Points
    prior_annual_budget_yuan: Yuan
    prior_executed_yuan: Yuan
    prior_execution_rate_pct: Percent


class FactIndicator(NamedTuple):
    fact_key: Text
    document_key: Text
    organisation_id: OptionalText
    period_key: Text
    fiscal_year: OptionalWhole
    project: Text
    reading_ordinal: Whole
    indicator_key: Text
    indicator_text: Text
    value: Value
    unit: OptionalText
    value_base: Value
    base_unit: Text
    decimals: OptionalWhole
    value_low: Value
    value_high: Value
    qualifier: OptionalText
    target_base: Value
    completion_rate_reported_pct: Percent
    excess_base: Value
    prior_value_base: Value
    prior_reading: OptionalText
    change_base: Value
    growth_rate_reported_pct: Percent
    weight: Points
    score: Points
    part_of_fact_key: OptionalText
    target_reading: OptionalText


class FactRanking(NamedTuple):
    fact_key: Text
    document_key: Text
    organisation_id: OptionalText
    period_key: Text
    fiscal_year: OptionalWhole
    project: Text
    reading_ordinal: Whole
    subject: Text
    indicator_key: OptionalText
    scope: OptionalText
    scope_region_code: OptionalText
    rank_best: OptionalWhole
    rank_worst: OptionalWhole
    rank_kind: Text
    wording: Text
    prior_rank_best: OptionalWhole


class FactCase(NamedTuple):
    fact_key: Text
    document_key: Text
    organisation_id: OptionalText
    period_key: Text
    fiscal_year: OptionalWhole
    project: Text
    reading_ordinal: Whole
    case_type_key: Text
    case_type_text: Text
    case_count: Count
    unit: Text
    person_count: Count
    amount_yuan: Yuan
    rate_reported_pct: Percent
    rate_name: OptionalText
    prior_case_count: Count


class FactCommitment(NamedTuple):
    fact_key: Text
    document_key: Text
    organisation_id: OptionalText
    period_key: Text
    fiscal_year: OptionalWhole
    project: Text
    reading_ordinal: Whole
    kind: Text
    ordinal: Whole
    title: Text
    text: Text


class MentionRow(NamedTuple):
    evidence_key: Text
    document_key: Text
    fact_table: Text
    fact_key: OptionalText
    period_key: Text
    role: Text
    name: Text
    number_text: OptionalText
    value: Value
    unit: OptionalText
    value_base: Value
    base_unit: OptionalText
    decimals: OptionalWhole
    qualifier: Text
    reading: Text
    original_value: Value
    quote: Text
    quote_start: Whole
    quote_end: Whole
    number_start: OptionalWhole
    number_end: OptionalWhole
    section_path: OptionalText
    page: OptionalWhole
    table_number: OptionalWhole
    row_number: OptionalWhole
    column_number: OptionalWhole
    rule: Text
    anchor_key: OptionalText


class NumeralRow(NamedTuple):
    document_key: Text
    numeral_start: Whole
    numeral_end: Whole
    numeral_text: Text
    kind: Text


class RaisedFinding(NamedTuple):
    finding_key: Text
    document_key: Text
    organisation_id: OptionalText
    fiscal_year: OptionalWhole
    rule: Text
    severity: Text
    message: Text
    computation: OptionalText
    question: OptionalText
    quotes: Quotes
    is_cross_document: Flag


class QuarantinedFile(NamedTuple):
    file_name: Text
    document_key: Text
    reason_code: Text
    reason: Text
    byte_size: Count
    reader_version: Text


ROWS: dict[str, type[tuple[Any, ...]]] = {
    "dim_document": DimDocument,
    "source_file": SourceFileRow,
    "organisation_seen": OrganisationSeen,
    "dim_period": DimPeriod,
    "dim_indicator": DimIndicator,
    "dim_case_type": DimCaseType,
    "dim_unit": DimUnit,
    "fact_budget": FactBudget,
    "fact_indicator": FactIndicator,
    "fact_ranking": FactRanking,
    "fact_case": FactCase,
    "fact_commitment": FactCommitment,
    "mention": MentionRow,
    "numeral": NumeralRow,
    "raised_finding": RaisedFinding,
    "quarantined_file": QuarantinedFile,
}


def _schema(row: type[tuple[Any, ...]]) -> pa.Schema:
    hints = get_type_hints(row, include_extras=True)
    return pa.schema([(name, hint.__metadata__[0]) for name, hint in hints.items()])


SCHEMAS: dict[str, pa.Schema] = {table: _schema(row) for table, row in ROWS.items()}
