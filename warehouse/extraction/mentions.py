"""Drafts, whose places lie in a flow, become mentions, whose places lie in the document's text."""

from __future__ import annotations

from decimal import Decimal

from warehouse.extraction.state import Draft
from warehouse.model import Document, Flow, Mention, Qualifier, Quantity, Span


def mention_of(draft: Draft, document: Document, flow: Flow, offset: int = 0, section: str = "") -> Mention:
    """The mention of a draft. ``offset`` is where the flow's source begins in the document's text (a cell's start)."""
    quantity = draft.quantity
    quote = _moved(flow.span(draft.quote_start, draft.quote_end), offset)
    number = None
    if draft.number_start is not None and draft.number_end is not None:
        number = _moved(flow.span(draft.number_start, draft.number_end), offset)
    low, high = _interval(draft, quantity)
    return Mention(
        draft.table,  # type: ignore[arg-type]
        draft.role,
        draft.name,
        draft.thing,
        draft.period,
        quote,
        draft.rule,
        project=draft.project,
        scope=draft.scope,
        number=number,
        value=draft.value,
        unit=draft.unit,
        value_base=draft.value_base if draft.table != "ranking" else draft.value,
        base_unit=draft.base_unit,
        decimals=quantity.decimals if quantity else None,
        low=low,
        high=high,
        qualifier=_qualifier(draft),
        reading="repaired" if quantity and quantity.is_malformed else "printed",
        section=section,
        page=document.page_at(quote.start),
        anchor=draft.anchor,
        rank_kind=draft.rank_kind,
        rank_best=draft.rank_best,
        rank_worst=draft.rank_worst,
    )


def _moved(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset) if offset else span


def _qualifier(draft: Draft) -> Qualifier:
    if draft.quantity is not None:
        return draft.quantity.qualifier
    return "vague" if draft.rank_kind == "qualitative" else "at_most" if draft.rank_kind == "top_n" else "exact"


def _interval(draft: Draft, quantity: Quantity | None) -> tuple[Decimal | None, Decimal | None]:
    """The bounds of what the printed digits can stand for, in the base unit and with the sign of the value."""
    if quantity is None or draft.value_base is None or not quantity.value or draft.value_base == quantity.value:
        return (quantity.low, quantity.high) if quantity else (None, None)
    ratio = draft.value_base / quantity.value
    low, high = (None if bound is None else bound * ratio for bound in (quantity.low, quantity.high))
    return (low, high) if ratio > 0 else (high, low)
