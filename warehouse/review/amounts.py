"""What a mention's number can stand for."""

from __future__ import annotations

from warehouse.model import Mention
from warehouse.review.interval import Interval, printed


def interval_of(mention: Mention) -> Interval:
    """The interval of a mention's number in its base unit; the mention must have a value."""
    assert mention.value is not None and mention.value_base is not None
    if not mention.value:
        return printed(mention.value, mention.decimals, mention.qualifier)
    factor = mention.value_base / mention.value
    is_count = mention.base_unit not in ("元", "%") and mention.base_unit == mention.unit
    return printed(mention.value, mention.decimals, mention.qualifier, factor, is_count)
