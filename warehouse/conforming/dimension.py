"""Rows of the dimensions of things: indicators, types of case, units. Each is a function of its name and the seeds alone,
so that it does not matter which document brings it first."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from warehouse.conforming.numbers import as_value
from warehouse.conforming.rows import DimCaseType, DimIndicator, DimUnit
from warehouse.model.keys import digest
from warehouse.reference import Reference

_SCALES = {"亿": Decimal(10**8), "万": Decimal(10**4), "千": Decimal(1000), "百": Decimal(100)}


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
    """A unit of the seeds; else its scale (万人 → 10,000 人) and what is left; else itself."""
    known = reference.units.get(unit)
    if known is not None:
        return DimUnit(unit, known.base_unit, as_value(known.factor))
    scale = _SCALES.get(unit[:1])
    if scale is None or len(unit) == 1:
        return DimUnit(unit, unit, Decimal(1))
    rest = unit_row(unit[1:], reference)
    return DimUnit(unit, rest.base_unit, as_value(scale * (rest.factor or Decimal(1))))
