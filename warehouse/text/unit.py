"""Units as written: a scale (万, 亿, 百万) before a unit of the seeds, which lists units without their scale.

>>> split_scale("万平方米")
(Decimal('10000'), '平方米')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

SCALES = {"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "万万": 8, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12}
_FACTORS = {scale: Decimal(10**power) for scale, power in SCALES.items()}
_SCALE = re.compile("(?:[十百千万]?亿|[十百千万]?万|[百千])")
_ONE = Decimal(1)


class UnitRow(Protocol):
    """A row of ``units.csv``."""

    @property
    def base_unit(self) -> str: ...

    @property
    def factor(self) -> Decimal: ...


def scale_factor(scale: str) -> Decimal:
    """万 → 10000; nothing → 1."""
    return _FACTORS.get(scale, _ONE)


def split_scale(unit: str) -> tuple[Decimal, str]:
    """The factor of the scale that a unit begins with (1 without one) and the unit behind it."""
    if match := _SCALE.match(unit):
        return _FACTORS[match.group()], unit[match.end() :]
    return _ONE, unit


def base_of(unit: str, units: Mapping[str, UnitRow]) -> tuple[str, Decimal]:
    """The base unit of a unit as written and the factor to it: 万平方米 → (平方米, 10000), 公里 → (米, 1000).

    A unit that the seeds don't know is its own base.
    """
    if row := units.get(unit):
        return row.base_unit, row.factor
    factor, rest = split_scale(unit)
    if row := units.get(rest):
        return row.base_unit, row.factor * factor
    return rest, factor


def base_factor(unit: str, units: Mapping[str, UnitRow]) -> Decimal:
    """The factor to the base unit of a unit without its scale (万公里 → 1000): from ``Quantity.value`` and its bounds to the base value."""
    row = units.get(unit) if unit not in _FACTORS else None
    row = row or units.get(split_scale(unit)[1])
    return row.factor if row else _ONE
