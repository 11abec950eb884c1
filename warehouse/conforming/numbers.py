"""Values made to fit their columns; what does not fit is unknown, never wrong."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal

_WIDE = Context(prec=80, rounding=ROUND_HALF_EVEN)
_HUNDRED = Decimal(100)
_LARGEST_COUNT = 2**63 - 1
_LARGEST_PLACE = 2**31 - 1


def fit(value: Decimal | None, precision: int, scale: int) -> Decimal | None:
    """The value with at most ``scale`` decimals, or None if DECIMAL(precision, scale) cannot hold it."""
    if value is None or not value.is_finite():
        return None
    if value.adjusted() >= precision - scale:
        return None
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -scale:
        return value.quantize(Decimal(1).scaleb(-scale), context=_WIDE)
    return value


def as_value(value: Decimal | None) -> Decimal | None:
    """For ``value*`` and ``*_base`` columns, DECIMAL(38,10)."""
    return fit(value, 38, 10)


def as_yuan(value: Decimal | None) -> Decimal | None:
    """For ``*_yuan`` columns, DECIMAL(20,4)."""
    return fit(value, 20, 4)


def as_percent(value: Decimal | None) -> Decimal | None:
    """For percentages, scores and weights, DECIMAL(18,6)."""
    return fit(value, 18, 6)


def as_count(value: Decimal | None) -> int | None:
    """For ``*_count`` columns; a count with a fraction is none."""
    if value is None or not value.is_finite() or value.adjusted() > 18 or value != value.to_integral_value(context=_WIDE):
        return None
    return int(value) if abs(value) <= _LARGEST_COUNT else None


def as_place(value: Decimal | int | None) -> int | None:
    """For places in a ranking, which count from 1 and are no larger than a column of 32 bits holds."""
    place = as_count(Decimal(value)) if value is not None else None
    return place if place is not None and 0 < place <= _LARGEST_PLACE else None


def share_pct(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """``part`` yuan in hundredths of ``whole`` yuan, to four decimals; None where either is missing or the whole is nothing."""
    part, whole = as_yuan(part), as_yuan(whole)
    if part is None or whole is None or whole == 0:
        return None
    return as_percent((part / whole * _HUNDRED).quantize(Decimal("0.0001"), context=_WIDE))
