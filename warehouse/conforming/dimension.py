"""Rows of the dimensions of things: indicators, types of case, units. Each is a function of its name and the seeds alone,
so that it does not matter which document brings it first."""

from __future__ import annotations

from functools import lru_cache

from warehouse.conforming.numbers import as_value
from warehouse.conforming.rows import DimCaseType, DimIndicator, DimUnit
from warehouse.model.keys import digest
from warehouse.reference import Reference
from warehouse.text.unit import base_of


@lru_cache(maxsize=65536)
def indicator_row(name: str, reference: Reference) -> DimIndicator:
    """A known indicator as the seeds have it; an unknown one is discovered, its base unit left to the store."""
    known = reference.indicator(name)
    if known is None:
        return DimIndicator(digest("indicator", name), name, None, None, "neutral", True)
    key = digest("indicator", known.indicator)
    return DimIndicator(key, known.indicator, known.category or None, known.base_unit or None, known.polarity, False)


@lru_cache(maxsize=65536)
def case_type_row(name: str, reference: Reference) -> DimCaseType:
    known = reference.case_type(name)
    if known is None:
        return DimCaseType(digest("case_type", name), name, None)
    return DimCaseType(digest("case_type", known.case_type), known.case_type, known.category or None)


@lru_cache(maxsize=4096)
def unit_row(unit: str, reference: Reference) -> DimUnit:
    """A unit as written, with its base unit and the factor to it (万平方米 → 平方米, 10000)."""
    base_unit, factor = base_of(unit, reference.units)
    return DimUnit(unit, base_unit, as_value(factor))
