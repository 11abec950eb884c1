"""How figures are put into sentences for the reader."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def number(value: Decimal, decimals: int | None = None) -> str:
    """A value in plain digits, rounded half up to ``decimals`` (None: as exact as it is, without idle noughts)."""
    if decimals is None:
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return f"{value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):f}"


def grouped(value: Decimal, decimals: int | None = None) -> str:
    """As ``number``, with grouping marks: 13,092.54."""
    whole, _, rest = number(value, decimals).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return sign + f"{int(digits):,}" + (f".{rest}" if rest else "")


def per_cent(part: Decimal, whole: Decimal, decimals: int = 2) -> str:
    """``429.61 ÷ 430`` in per cent: 99.91%."""
    return number(part / whole * 100, decimals) + "%"
