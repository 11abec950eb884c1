"""Numbers as a sheet displays them, from a file of cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.documents.formats.number_format import display, general

CASES = Path(__file__).parents[1] / "cases" / "number_formats.txt"


def cases() -> list[tuple[str, str, str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    split = [(line.partition(" => ")[0].partition(" | "), line.partition(" => ")[2]) for line in lines]
    return [(number, code, shown) for (number, _, code), shown in split]


@pytest.mark.parametrize(("number", "code", "shown"), cases())
def test_a_number_is_read_as_displayed(number: str, code: str, shown: str) -> None:
    assert display(number, code) == shown


def test_dates_of_the_1904_system_begin_four_years_later() -> None:
    assert display("43829", "yyyy-mm-dd", is_1904=True) == "2023-12-31"


@pytest.mark.parametrize("code", ["", ";;;", '"', "[", "0.00;;", "\\", "[$", "e", "_", "#,##0.00.0", "aaaa", "AM/PM"])
def test_a_broken_format_never_raises(code: str) -> None:
    assert isinstance(display("45291.25", code), str)


def test_a_very_large_number_keeps_its_digits() -> None:
    from decimal import Decimal

    assert general(Decimal("1E+20")) == "100000000000000000000"
