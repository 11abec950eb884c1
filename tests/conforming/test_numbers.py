"""Values that fit their columns, and those that do not."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.conforming.numbers import as_count, as_percent, as_value, as_yuan, share_pct


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_any_number_fits_its_column_or_is_unknown(number):
    for made, kind in (
        (as_value(number), pa.decimal128(38, 10)),
        (as_yuan(number), pa.decimal128(20, 4)),
        (as_percent(number), pa.decimal128(18, 6)),
    ):
        assert pa.array([made], type=kind)[0].as_py() == made


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_a_count_is_whole_or_unknown(number):
    made = as_count(number)
    assert made is None or (made == number and pa.array([made], type=pa.int64())[0].as_py() == made)


def test_forty_digits_are_unknown_rather_than_cut():
    assert as_value(Decimal("1" * 40)) is None
    assert as_count(Decimal("1" * 40)) is None


def test_decimals_beyond_the_column_are_rounded_to_even():
    assert as_yuan(Decimal("0.00005")) == Decimal("0.0000")
    assert as_yuan(Decimal("0.00015")) == Decimal("0.0002")


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [("115288900", "130925400", "88.0569"), ("0", "5", "0"), ("5", "0", None), ("5", None, None), (None, "5", None)],
)
def test_a_share_is_in_hundredths_and_needs_both_numbers(part, whole, share):
    as_decimal = lambda text: None if text is None else Decimal(text)  # noqa: E731
    assert share_pct(as_decimal(part), as_decimal(whole)) == as_decimal(share)


@given(st.decimals(allow_nan=True, allow_infinity=True), st.decimals(allow_nan=True, allow_infinity=True))
def test_a_share_of_any_two_numbers_fits_its_column_or_is_unknown(part, whole):
    made = share_pct(part, whole)
    assert pa.array([made], type=pa.decimal128(18, 6))[0].as_py() == made
