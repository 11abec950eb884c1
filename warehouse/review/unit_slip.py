"""Amounts that differ by the step between two units of money: 元 told as 万元, 万元 as 亿元."""

from __future__ import annotations

from decimal import Decimal

from warehouse.review.figures import Figure
from warehouse.review.interval import Interval, agrees_with_printed, percentage

STEPS = (Decimal(10) ** 4, Decimal(10) ** -4, Decimal(10) ** 8, Decimal(10) ** -8)


def is_unit_slip(part: Figure, whole: Figure, rate: Figure) -> bool:
    """Whether the rate holds as soon as one of two amounts of money is read in another unit."""
    if not (part.is_money and whole.is_money) or whole.interval.holds_zero:
        return False
    return any(agrees_with_printed(percentage(part.interval * step, whole.interval), rate.interval, rate.decimals) for step in STEPS)


def step_between(one: Interval, other: Interval) -> Decimal | None:
    """The step by which ``one`` must be multiplied to meet ``other``; None if there is none."""
    return next((step for step in STEPS if (one * step).meets(other)), None)
