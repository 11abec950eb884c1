"""From a document to its facts: identity, numbers, the walk, commitments, forms, folding, and the account of numerals."""

from __future__ import annotations

from warehouse.extraction.commitment import Item, commitments
from warehouse.extraction.folding import fold
from warehouse.extraction.identity import identify
from warehouse.extraction.numerals import leftover
from warehouse.extraction.recognisers.label import read_numbers
from warehouse.extraction.state import Draft
from warehouse.extraction.tables import read_tables
from warehouse.extraction.walk import walk
from warehouse.model import Document, Extraction, Identity, Mention, Quantity, Span
from warehouse.reference import Reference


def extract(document: Document, reference: Reference) -> Extraction:
    """All facts of a document, each with the mentions that tell it. Pure: the same document gives the same facts."""
    identity = identify(document, reference)
    flow = document.flow.text
    quantities, labels = read_numbers(flow, reference)
    items = commitments(document, reference.words)
    plans = [(item.span.start, item.span.end) for item in items if item.kind == "measure"]
    drafts, gaps = walk(
        document, identity, reference, [q for q in quantities if q.value is not None and (q.unit or _is_bare_level(flow, q))], plans
    )
    cells, codes = read_tables(document, identity, reference)
    mentions = (*(_mention(draft, document) for draft in drafts), *cells, *(_commitment(item, document, identity) for item in items))
    return Extraction(identity, mentions, fold(mentions), leftover(document, mentions, labels, quantities, gaps, codes))


def _is_bare_level(flow: str, quantity: Quantity) -> bool:
    """A number without a unit that is told as a level (死亡人数为0)."""
    return (
        quantity.kind == "number"
        and flow[quantity.start - 1 : quantity.start] in "为是达"
        and flow[quantity.end : quantity.end + 1] in "，。；、"
    )


def _mention(draft: Draft, document: Document) -> Mention:
    quantity = draft.quantity
    flow = document.flow
    quote = flow.span(draft.quote_start, draft.quote_end)
    number = None if draft.number_start is None or draft.number_end is None else flow.span(draft.number_start, draft.number_end)
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
        low=quantity.low if quantity else None,
        high=quantity.high if quantity else None,
        qualifier=quantity.qualifier
        if quantity
        else "vague"
        if draft.rank_kind == "qualitative"
        else "at_most"
        if draft.rank_kind == "top_n"
        else "exact",
        reading="repaired" if quantity and quantity.is_malformed else "printed",
        section=_section_path(draft.quote_start, document),
        page=document.page_at(quote.start),
        anchor=draft.anchor,
        rank_kind=draft.rank_kind,
        rank_best=draft.rank_best,
        rank_worst=draft.rank_worst,
    )


def _section_path(place: int, document: Document) -> str:
    path = ""
    for section in document.sections:
        if section.heading.start > place:
            break
        if section.level < 7 and place < section.body.end:
            path = section.path
    return path


def _commitment(item: Item, document: Document, identity: Identity) -> Mention:
    quote = document.flow.span(item.span.start, item.span.end)
    period = "future" if item.kind == "measure" else str(identity.fiscal_year or "")
    return Mention(
        "commitment",
        item.kind,
        item.title,
        item.title,
        period,
        quote,
        f"commitment_{item.kind}",
        section=_section_path(item.span.start, document),
        page=document.page_at(quote.start),
        text=Span(quote.start, quote.end).of(document.text),
    )
