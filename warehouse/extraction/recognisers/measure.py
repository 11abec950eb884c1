"""What stands behind a numeral: 余, a scale and a unit (2000|余|万|元), read by looking up, longest unit first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from warehouse.reference import Reference
from warehouse.text.unit import scale_factor

_SCALE = re.compile("(?:[十百千万]?亿|[十百千万]?万|[百千])")
_VAGUE = "余多来几"
_CLASSES = {
    "money": "money",
    "percent": "percent",
    "points": "percent",
    "score": "number",
    "count": "number",
    "place": "number",
    "ratio": "number",
    "foreign_money": "money",
}
# 三成 is a share only where 成 opens no other word.
NO_TENTHS = frozenset("立功为果员效本绩交熟都年套品长就名型片规")
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Measure:
    """What follows a numeral. ``end`` is where it ends; ``unit`` as written with its scale (万元), ``factor`` of the scale."""

    end: int
    scale: str
    unit: str
    kind: str
    factor: Decimal
    is_vague: bool


class Measures:
    """The units of the seeds by their first two characters, longest first, and those of one character.

    ``others`` are words that only begin like a unit (部门, 处置).
    """

    __slots__ = ("_kinds", "_lengths", "_others", "_singles")

    def __init__(self, kinds: dict[str, str], others: Iterable[str] = ()) -> None:
        self._others = frozenset(others)
        self._kinds = kinds | {unit.upper(): kind for unit, kind in kinds.items() if unit.isascii() and len(unit) > 1}
        self._singles = frozenset(unit for unit in kinds if len(unit) == 1)
        lengths: dict[str, set[int]] = {}
        for unit in self._kinds:
            if len(unit) > 1:
                lengths.setdefault(unit[:2], set()).add(len(unit))
        self._lengths = {pair: tuple(sorted(found, reverse=True)) for pair, found in lengths.items()}

    def unit_at(self, text: str, position: int) -> str:
        """The longest unit that begins at a position; empty if none does."""
        pair = text[position : position + 2]
        for length in self._lengths.get(pair, ()):
            unit = text[position : position + length]
            if unit in self._kinds:
                return unit
        single = pair[:1]
        if single not in self._singles or pair in self._others:
            return ""
        return "" if single.isalpha() and len(pair) == 2 and pair.isascii() and pair.isalnum() else single

    def kind(self, unit: str) -> str:
        """The seeds' kind of a unit without a scale; empty for what is none."""
        return self._kinds.get(unit, "")

    def read(self, text: str, position: int) -> Measure:
        """The measure that begins at a position; an empty one where no unit stands there."""
        unit = self.unit_at(text, position)
        if unit and unit not in ("亿", "万亿"):
            return Measure(position + len(unit), "", unit, self._kinds[unit], _ONE, False)
        place = position
        is_vague = text[place : place + 1] in _VAGUE and place < len(text)
        place += is_vague
        scale = match.group() if (match := _SCALE.match(text, place)) else ""
        place += len(scale)
        if scale and not is_vague and text[place : place + 1] in _VAGUE and place < len(text):
            is_vague = True
            place += 1
        unit = self.unit_at(text, place)
        place += len(unit)
        kind = self._kinds.get(unit or scale, "")  # a bare 亿 is money
        return Measure(place, scale, scale + unit, kind, scale_factor(scale), is_vague)


@lru_cache(maxsize=4)
def measures_of(reference: Reference) -> Measures:
    return Measures({unit: row.kind for unit, row in reference.units.items()}, reference.labels.get("no_unit", ()))


def kind_of(unit_kind: str) -> str:
    """The contract's kind of a quantity (number, percent, money, dimension) for the seeds' kind of its unit."""
    return _CLASSES.get(unit_kind, "dimension") if unit_kind else "number"
