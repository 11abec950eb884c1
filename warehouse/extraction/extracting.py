"""From a document to its facts: identity, numbers, the walk, commitments, forms, folding, and the account of numerals."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from warehouse.extraction.commitment import Item, commitments
from warehouse.extraction.folding import fold
from warehouse.extraction.identity import identify
from warehouse.extraction.mentions import mention_of
from warehouse.extraction.numerals import leftover
from warehouse.extraction.recognisers.label import read_numbers
from warehouse.extraction.tables import read_tables
from warehouse.extraction.walk import walk
from warehouse.model import Document, Extraction, Identity, Mention, Quantity, Span
from warehouse.reference import Reference
from warehouse.reference.correcting import correct, place_corrections


def extract(document: Document, reference: Reference) -> Extraction:
    """All facts of a document, each with the mentions that tell it. Pure: the same document gives the same facts."""
    identity = identify(document, reference)
    flow = document.flow.text
    quantities, labels = read_numbers(flow, reference)
    items = commitments(document, reference.words)
    plans = [(item.span.start, item.span.end) for item in items if item.kind == "measure"]
    drafts, gaps = walk(document, identity, reference, [q for q in quantities if q.unit or _is_bare_level(flow, q)], plans)
    path = _section_paths(document)
    cells, codes = read_tables(document, identity, reference)
    cells = [cell._replace(anchor=cell.anchor + len(drafts)) if cell.anchor is not None else cell for cell in cells]
    mentions = (
        *(mention_of(draft, document, document.flow, section=path(draft.quote_start)) for draft in drafts),
        *cells,
        *(_commitment(item, document, identity, path(item.span.start)) for item in items),
    )
    placed, _ = place_corrections(document, reference.corrections)
    if placed:
        mentions = tuple(correct(mentions, placed, reference))
    return Extraction(identity, mentions, fold(mentions), leftover(document, mentions, labels, quantities, gaps, codes, reference))


def _is_bare_level(flow: str, quantity: Quantity) -> bool:
    """A number without a unit that is told as a level (死亡人数为0, 编制数312, 系数由0.52提高到0.61)."""
    if quantity.kind != "number" or quantity.start == 0:
        return False
    before, behind = flow[quantity.start - 1], flow[quantity.end : quantity.end + 1]
    return (before in "为是达至到数量率" and behind in "，。；、）") or (before in "由从" and behind in "提降上下升增减扩缩")


def _section_paths(document: Document) -> Callable[[int], str]:
    """The path of the section around a place of the flow; items within a paragraph (一是) are no sections here."""
    sections = [section for section in document.sections if section.level < 7]
    starts = [section.heading.start for section in sections]

    def path(place: int) -> str:
        number = bisect_right(starts, place) - 1
        return sections[number].path if number >= 0 else ""

    return path


def _commitment(item: Item, document: Document, identity: Identity, section: str) -> Mention:
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
        section=section,
        page=document.page_at(quote.start),
        text=Span(quote.start, quote.end).of(document.text),
    )
