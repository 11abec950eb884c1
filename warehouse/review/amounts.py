"""What a mention's number can stand for."""

from __future__ import annotations

from decimal import Decimal

from warehouse.model import Mention, Qualifier
from warehouse.review.interval import Interval, printed


def interval_of(mention: Mention) -> Interval:
    """The interval of a mention's number in its base unit; the mention must have a value."""
    assert mention.value is not None and mention.value_base is not None
    return stands_for(mention.value, mention.value_base, mention.unit, mention.base_unit, mention.decimals, mention.qualifier)


def stands_for(
    value: Decimal, value_base: Decimal, unit: str | None, base_unit: str | None, decimals: int | None, qualifier: Qualifier
) -> Interval:
    """The same of a number told by its columns: as printed, and in its base unit."""
    if not value:
        return printed(value, decimals, qualifier)
    is_count = base_unit not in ("元", "%") and base_unit == unit
    return printed(value, decimals, qualifier, value_base / value, is_count)
