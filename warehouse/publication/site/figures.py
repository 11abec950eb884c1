"""A figure as a table shows it: its text, what it sorts by, how it was read, and the sentence that it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from warehouse.publication.escaping import plain_number
from warehouse.publication.site.links import fact_link, readings
from warehouse.publication.site.rendering import grouped

_WAN = Decimal(10000)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figure:
    """``href`` leads from the site's folder to the quote; ``reading`` is empty where the number is as printed."""

    text: str
    sort: str
    href: str
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Against the previous year: its text with sign and unit, its direction (up, down, same), and where the previous value is told."""

    text: str
    direction: str
    source: str


def figure(row: Mapping[str, Any], column: str, role: str, unit: str = "") -> Figure | None:
    """The column's value in the row of a yearly view, with the place of its role; amounts in 元 are shown in 万元."""
    value = row[column]
    if value is None:
        return None
    reading = readings(row).get(role, "")
    amount = in_wan(value) if unit == "元" else value
    return Figure(grouped(amount), plain_number(amount), fact_link(row, role), "" if reading == "printed" else reading)


def in_wan(yuan: Decimal | float) -> Decimal:
    """元 → 万元 with two decimals; an amount that these would hide keeps all of its own."""
    exact = Decimal(str(yuan)) / _WAN
    return exact if 0 < abs(exact) < _CENT else exact.quantize(_CENT)


def shown_unit(base_unit: str | None) -> str:
    return "万元" if base_unit == "元" else base_unit or ""


def percent(value: Any) -> str:
    """A percentage with at most two decimals, without its sign: 88.0600 → 88.06."""
    return "" if value is None else grouped(round(Decimal(str(value)), 2))


def change(value: Any, source: str | None, unit: str = "%") -> Change | None:
    """None where there is nothing to compare with."""
    if value is None:
        return None
    rounded = round(Decimal(str(value)), 2)
    sign = "+" if rounded > 0 else ""
    return Change(f"{sign}{grouped(rounded)}{unit}", "up" if rounded > 0 else "down" if rounded < 0 else "same", source or "")
