"""Rule packs: what reviewers of a place and a year go by, as dated, cited rows of ``seeds/reference/rule_packs.csv``.

A row holds for its ``jurisdiction`` (a code of GB/T 2260: 000000 the country, 440000 a province, 440100 a city) from
``valid_from`` to ``valid_to`` (years, both included; empty: open). The row of the smallest place and the latest year wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from warehouse.errors import SeedError
from warehouse.reference import Reference

_COLUMNS = ("pack", "jurisdiction", "rule", "parameter", "value")


@dataclass(frozen=True, slots=True)
class Pack:
    """The parameters that hold for one report: (rule, parameter) → value, and where it is laid down."""

    values: Mapping[tuple[str, str], str]
    sources: Mapping[tuple[str, str], str]

    def number(self, rule: str, parameter: str) -> Decimal | None:
        """A threshold; None where no pack of this place and year tells it: then there is nothing to judge by."""
        told = self.values.get((rule, parameter))
        try:
            return Decimal(told) if told else None
        except InvalidOperation as error:
            raise SeedError("rule_packs.csv", 0, f"{rule} / {parameter}: {told!r} is not a number") from error

    def words(self, rule: str, parameter: str) -> tuple[str, ...]:
        """A list of words, parted by 、 in the seed; longest first."""
        return _listed(self.values.get((rule, parameter), ""))

    def tells(self, rule: str, parameter: str, text: str) -> bool:
        """Whether a text has one of the words of such a list."""
        return _any_of(self.values.get((rule, parameter), "")).search(text) is not None

    def source(self, rule: str, parameter: str) -> str:
        """The regulation that a parameter is taken from; empty if none."""
        return self.sources.get((rule, parameter), "")


@lru_cache(maxsize=512)
def _listed(told: str) -> tuple[str, ...]:
    return tuple(sorted((word for word in told.split("、") if word), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=512)
def _any_of(told: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _listed(told))) or "(?!)")


@lru_cache(maxsize=256)
def pack_for(reference: Reference, region_code: str, fiscal_year: int | None) -> Pack:
    """The parameters for a place and a year."""
    for row in reference.rule_packs:
        missing = [column for column in _COLUMNS if not row.get(column)]
        if missing:
            raise SeedError("rule_packs.csv", 0, f"a row lacks {', '.join(missing)}: {dict(row)}")
    rows = [row for row in reference.rule_packs if _holds(row, region_code, fiscal_year)]
    rows.sort(key=lambda row: (_reach(row["jurisdiction"]), row.get("valid_from", "")))
    values = {(row["rule"], row["parameter"]): row["value"] for row in rows}
    sources = {(row["rule"], row["parameter"]): row.get("source", "") for row in rows}
    return Pack(values, sources)


def _reach(jurisdiction: str) -> int:
    """How small a place is: 0 the country, 2 a province, 4 a city, 6 a county."""
    return len(jurisdiction.rstrip("0") + "0" * (len(jurisdiction.rstrip("0")) % 2))


def _holds(row: Mapping[str, str], region_code: str, fiscal_year: int | None) -> bool:
    if not region_code.startswith(row["jurisdiction"][: _reach(row["jurisdiction"])]):
        return False
    if fiscal_year is None:
        return not row.get("valid_to")
    return (row.get("valid_from") or "0000") <= str(fiscal_year) <= (row.get("valid_to") or "9999")
