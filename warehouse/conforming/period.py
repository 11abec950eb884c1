"""Periods as rows: what a period's name says of its year, its place within the year, its first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from warehouse.conforming.rows import DimPeriod
from warehouse.model.keys import digest

UNKNOWN = "unknown"
_PERIOD = re.compile(
    r"(?P<year>[12][0-9]{3})"
    r"(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>0[1-9]|1[0-2])(?:/(?P=year)-(?P<last>0[1-9]|1[0-2]))?))?"
)


@lru_cache(maxsize=4096)
def period_row(period: str) -> DimPeriod:
    """The row of ``2022``, ``2022-Q3``, ``2022-H1``, ``2022-09``, ``2022-01/2022-11`` or ``future``.

    ``period_in_year`` (year, Q3, H1, 09, 01/11) is what two years have in common. Anything else is a period of the type
    ``other`` without a year, an empty name the period ``unknown``.
    """
    name = period or UNKNOWN
    found = _PERIOD.fullmatch(name)
    if found is None or (found["last"] and found["last"] < found["month"]):
        kind = name if name in ("future", UNKNOWN) else "other"
        return DimPeriod(period_key(period), name, None, kind, None, None, None)
    year = int(found["year"])
    kind, within, first, last = _place(found)
    end = date(year, last, monthrange(year, last)[1])
    return DimPeriod(period_key(period), name, year, kind, within, date(year, first, 1), end)


@lru_cache(maxsize=4096)
def period_key(period: str) -> str:
    return digest("period", period or UNKNOWN)


def _place(found: re.Match[str]) -> tuple[str, str, int, int]:
    """The type of a period, its name within the year, its first and its last month."""
    if found["quarter"]:
        last = 3 * int(found["quarter"])
        return "quarter", f"Q{found['quarter']}", last - 2, last
    if found["half"]:
        last = 6 * int(found["half"])
        return "half", f"H{found['half']}", last - 5, last
    if found["last"]:
        return "months", f"{found['month']}/{found['last']}", int(found["month"]), int(found["last"])
    if found["month"]:
        return "month", found["month"], int(found["month"]), int(found["month"])
    return "year", "year", 1, 12
