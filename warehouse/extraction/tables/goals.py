"""The year's aims in words (预期目标 | 实际完成情况): the numbers in two long cells of a form."""

from __future__ import annotations

from warehouse.extraction.mentions import mention_of
from warehouse.extraction.recognisers.label import read_numbers
from warehouse.extraction.tables.values import cell_flow
from warehouse.extraction.walk import walk_text
from warehouse.model import Cell, Document, Identity, Mention, Numeral, Span
from warehouse.reference import Reference

GOAL_ROLES = {"goal_target": "target", "goal_actual": "actual"}
# What a level, a change or a part is in a cell of aims: all of it is aimed at.
_AIMED = frozenset({"actual", "part", "target"})


def read_goal(cell: Cell, role: str, document: Document, identity: Identity, reference: Reference) -> tuple[list[Mention], list[Numeral]]:
    """The mentions of a cell of aims or of results, and its numerals that are none."""
    flow = cell_flow(cell)
    quantities, labels = read_numbers(flow.text, reference)
    drafts, classed = walk_text(flow.text, identity, reference, [q for q in quantities if q.value is not None and q.unit])
    mentions = [mention_of(draft, document, flow, cell.span.start) for draft in drafts]
    if GOAL_ROLES[role] == "target":
        mentions = [m._replace(table="indicator", role="target") if m.role in _AIMED or m.table == "case" else m for m in mentions]
    places = [(label.start, label.end, label.kind) for label in labels] + classed
    spans = [(flow.span(start, end), kind) for start, end, kind in places]
    moved = [(Span(span.start + cell.span.start, span.end + cell.span.start), kind) for span, kind in spans]
    return mentions, [Numeral(span, kind, span.of(document.text)) for span, kind in moved]
