"""Mentions and the other numerals of a report as rows: the evidence, and what became none."""

from __future__ import annotations

from collections.abc import Sequence

from warehouse.conforming.context import Context
from warehouse.conforming.numbers import as_value
from warehouse.conforming.period import period_key
from warehouse.conforming.rows import MentionRow, NumeralRow
from warehouse.model import Mention


def mention_rows(context: Context, fact_keys: Sequence[str]) -> list[MentionRow]:
    """One row a mention, with the key of the fact that it tells (None only if it was folded into none)."""
    fact_of = {number: key for key, fact in zip(fact_keys, context.extraction.facts, strict=True) for number in fact.mentions}
    mentions = context.extraction.mentions
    return [_mention(context, number, mention, fact_of.get(number)) for number, mention in enumerate(mentions)]


def _mention(context: Context, number: int, mention: Mention, fact_key: str | None) -> MentionRow:
    text = context.document.text
    place = mention.number
    return MentionRow(
        evidence_key=context.evidence_keys[number],
        document_key=context.document.key,
        fact_table=mention.table,
        fact_key=fact_key,
        period_key=period_key(mention.period),
        role=mention.role,
        name=mention.name,
        number_text=place.of(text) if place else None,
        value=as_value(mention.value),
        unit=mention.unit or None,
        value_base=as_value(mention.value_base),
        base_unit=mention.base_unit or None,
        decimals=mention.decimals,
        qualifier=mention.qualifier,
        reading=mention.reading,
        original_value=as_value(mention.original_value),
        quote=mention.quote.of(text),
        quote_start=mention.quote.start,
        quote_end=mention.quote.end,
        number_start=place.start if place else None,
        number_end=place.end if place else None,
        section_path=mention.section or None,
        page=mention.page,
        table_number=mention.table_number,
        row_number=mention.row_number,
        column_number=mention.column_number,
        rule=mention.rule,
        anchor_key=context.evidence_keys[mention.anchor] if mention.anchor is not None else None,
    )


def numeral_rows(context: Context) -> list[NumeralRow]:
    """The numerals that became no mention, each with why (``unclaimed``: nobody knows)."""
    key = context.document.key
    return [NumeralRow(key, numeral.span.start, numeral.span.end, numeral.text, numeral.kind) for numeral in context.extraction.numerals]
