"""A printed figure stands for an interval; figures are compared as intervals, never as points.

>>> printed(Decimal("12.13"), 2)
Interval(low=Decimal('12.125'), high=Decimal('12.135'))
>>> printed(Decimal("5"), 0, is_count=True)
Interval(low=Decimal('5'), high=Decimal('5'))
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from warehouse.model import Qualifier

ZERO = Decimal(0)
_HALF = Decimal("0.5")
_FAR = Decimal(10) ** 30


@dataclass(frozen=True, slots=True)
class Interval:
    """All values that a figure can stand for, both ends included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, factor: Decimal) -> Interval:
        ends = (self.low * factor, self.high * factor)
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval) -> Interval:
        """The quotient; ``other`` must not contain nought."""
        if other.holds_zero:
            raise ZeroDivisionError("an interval that contains nought")
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    @property
    def holds_zero(self) -> bool:
        return self.low <= 0 <= self.high

    def meets(self, other: Interval) -> bool:
        """Whether both can stand for the same value."""
        return self.low <= other.high and other.low <= self.high

    def widened(self, by: Decimal) -> Interval:
        return Interval(self.low - by, self.high + by)

    def is_above(self, other: Interval) -> bool:
        """Whether every value of this one exceeds every value of the other."""
        return self.low > other.high

    def gap(self, other: Interval) -> Decimal:
        """How far apart the two are; nought if they meet."""
        return max(self.low - other.high, other.low - self.high, ZERO)


def printed(
    value: Decimal, decimals: int | None, qualifier: Qualifier = "exact", factor: Decimal = Decimal(1), is_count: bool = False
) -> Interval:
    """What a printed value with so many decimals can stand for, times ``factor`` (万元 in 元: 10000).

    A whole count of things is exact. 约 allows a unit of the last digit told either way, 超 and 余 one up, 近 one down,
    不低于 and 不超过 leave one end open.
    """
    places = decimals or 0
    unit = Decimal(1).scaleb(-places)
    half = ZERO if is_count and not places and factor == 1 else unit * _HALF
    if qualifier == "exact":
        return Interval((value - half) * factor, (value + half) * factor)
    told = last_digit_told(value, places)
    if qualifier == "about":
        low, high = value - max(told, unit), value + max(told, unit)
    elif qualifier == "more_than":
        low, high = value - half, value + max(told, unit)
    elif qualifier == "less_than":
        low, high = value - max(told, unit), value + half
    elif qualifier == "at_least":
        low, high = value - half, _FAR
    elif qualifier == "at_most":
        low, high = -_FAR, value + half
    else:  # vague: nothing is told
        low, high = -_FAR, _FAR
    return Interval(low * factor, high * factor)


def last_digit_told(value: Decimal, places: int) -> Decimal:
    """The place of the last digit that is not nought: 0.01 of 12.13, 100 of 3400, 1 of 113."""
    if places or value == 0:
        return Decimal(1).scaleb(-places)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def total(parts: Iterable[Interval]) -> Interval:
    """The sum of intervals."""
    return sum(parts, Interval(ZERO, ZERO))


def percentage(part: Interval, whole: Interval) -> Interval:
    """Part ÷ whole in per cent."""
    return part / whole * Decimal(100)


def agrees_with_printed(computed: Interval, shown: Interval, decimals: int | None) -> bool:
    """Whether a computed interval can be printed so. One unit of the last digit more is allowed: many cut instead of rounding."""
    return computed.gap(shown) < Decimal(1).scaleb(-(decimals or 0)) * _HALF
