"""The number in a cell: its value, its unit, and where it stands in the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from warehouse.extraction.recognisers.quantity import find_quantities
from warehouse.model import Cell, Flow, Qualifier, Quantity, Span
from warehouse.reference import Reference
from warehouse.text.flow import build_flow
from warehouse.text.unit import base_of

_BARE = re.compile(r"^(?:[≥≤><=]|约|不低于|不少于|不超过)?(?P<number>-?[0-9][0-9,]*(?:\.[0-9]+)?)$")
_OPERATOR = re.compile(r"^(?:≥|≤|>|<|=|＝)+")
_QUALIFIERS: dict[str, Qualifier] = {"≥": "at_least", "≤": "at_most", ">": "more_than", "<": "less_than"}


@dataclass(frozen=True, slots=True)
class CellNumber:
    """A number as printed in a cell, in ``unit`` (empty: none printed). The span lies in ``Document.text``."""

    span: Span
    value: Decimal
    value_base: Decimal | None
    unit: str
    base_unit: str
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier
    decimals: int
    is_malformed: bool


def cell_flow(cell: Cell) -> Flow:
    return build_flow(cell.text)[0]


def number_in(cell: Cell, reference: Reference, unit: str = "") -> CellNumber | None:
    """The one number of a cell; ``unit`` is what its column is told in, where the cell prints none. None: no single number."""
    flow = cell_flow(cell)
    text = flow.text
    if not text or len(text) > 40:
        return None
    quantities = [q for q in find_quantities(text, reference) if q.value is not None]
    with_unit = [q for q in quantities if q.unit]
    chosen = with_unit or quantities
    if len(chosen) != 1 or chosen[0].printed_value is None:
        return None
    quantity = chosen[0]
    if not quantity.unit and not _BARE.match(text):
        return None
    return _cell_number(cell, flow, quantity, quantity.unit or unit, reference)


def _cell_number(cell: Cell, flow: Flow, quantity: Quantity, unit: str, reference: Reference) -> CellNumber:
    span = flow.span(quantity.number_start, quantity.number_end)
    base_unit, factor = base_of(unit, reference.units)
    value = quantity.printed_value if quantity.printed_value is not None else Decimal(0)
    operator = _OPERATOR.match(flow.text)
    qualifier = _QUALIFIERS.get(operator.group()[0], quantity.qualifier) if operator else quantity.qualifier
    low, high = _bounds(quantity, value * factor)
    return CellNumber(
        Span(cell.span.start + span.start, cell.span.start + span.end),
        value,
        value * factor,
        unit,
        base_unit,
        low,
        high,
        qualifier,
        quantity.decimals or 0,
        quantity.is_malformed,
    )


def _bounds(quantity: Quantity, base: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """The bounds of the printed digits in the base unit; zero has none to scale."""
    if not quantity.value:
        return quantity.low, quantity.high
    low, high = (None if bound is None else bound * base / quantity.value for bound in (quantity.low, quantity.high))
    return low, high
