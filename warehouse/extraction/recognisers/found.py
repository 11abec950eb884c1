"""A quantity while it is being read: what the scan finds and the neighbours still change."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from warehouse.extraction.recognisers.bounds import interval
from warehouse.model import Qualifier, Quantity


@dataclass(slots=True)
class Found:
    """Fields as in ``Quantity``. ``ulp`` is the worth of the last printed digit, ``factor`` of the scale in the unit, ``unit_kind`` the
    seeds' kind of the unit; ``cue`` is where the words that bound the number begin, ``tail`` where those behind it end."""

    start: int
    end: int
    number_start: int
    number_end: int
    printed: Decimal
    value: Decimal
    ulp: Decimal
    decimals: int
    unit: str = ""
    unit_kind: str = ""
    kind: str = "number"
    qualifier: Qualifier = "exact"
    cue: int = 0
    tail: int = 0
    is_equal: bool = False
    is_malformed: bool = False
    high: Decimal | None = None
    """Set for ranges only, the upper end; ``value`` is the lower one."""

    def quantity(self) -> Quantity:
        if self.high is not None:
            low, high = sorted((self.value, self.high))
            return self._made(None, None, low, high, "range")
        low_end, high_end = interval(self.value, self.ulp, self.qualifier, self.is_equal or self.kind == "ordinal")
        return self._made(self.value, self.printed, low_end, high_end, self.kind)

    def _made(self, value: Decimal | None, printed: Decimal | None, low: Decimal | None, high: Decimal | None, kind: str) -> Quantity:
        return Quantity(
            self.start,
            self.end,
            self.number_start,
            self.number_end,
            value,
            printed,
            low,
            high,
            self.unit,
            kind,
            self.qualifier,
            self.decimals,
            self.is_malformed,
        )
