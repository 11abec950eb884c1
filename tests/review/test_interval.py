"""Figures as intervals."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.review.interval import Interval, agrees_with_printed, percentage, printed, total

AMOUNTS = st.decimals(min_value="0.01", max_value="99999999", places=2)


def test_a_printed_figure_stands_for_half_a_unit_of_its_last_digit_either_way() -> None:
    assert printed(Decimal("12.13"), 2) == Interval(Decimal("12.125"), Decimal("12.135"))


def test_a_whole_count_of_things_is_exact() -> None:
    assert printed(Decimal(76), 0, is_count=True) == Interval(Decimal(76), Decimal(76))
    assert printed(Decimal("3.4"), 1, factor=Decimal(10_000), is_count=True) == Interval(Decimal(33_500), Decimal(34_500))


@pytest.mark.parametrize(
    ("qualifier", "low", "high"),
    [
        ("about", 300, 500),
        ("more_than", "399.5", 500),
        ("less_than", 300, "400.5"),
        ("at_least", "399.5", None),
        ("at_most", None, "400.5"),
    ],
)
def test_qualifiers_widen_a_figure_by_its_last_digit_told(qualifier: str, low: object, high: object) -> None:
    interval = printed(Decimal(400), 0, qualifier)  # type: ignore[arg-type]
    assert low is None or interval.low == Decimal(str(low))
    assert high is None or interval.high == Decimal(str(high))


def test_two_approximate_parts_meet_their_rounded_total() -> None:
    parts = [printed(Decimal("139.2"), 1, "about"), printed(Decimal("979.04"), 2)]
    assert total(parts).meets(printed(Decimal("1118.3"), 1, "about"))
    assert not total([printed(Decimal("139.2"), 1), printed(Decimal("999.04"), 2)]).meets(printed(Decimal("1118.3"), 1))


@given(st.lists(AMOUNTS, min_size=2, max_size=8))
def test_parts_rounded_one_by_one_never_contradict_their_rounded_sum(amounts: list[Decimal]) -> None:
    shown = [amount.quantize(Decimal("0.1"), ROUND_HALF_UP) for amount in amounts]
    whole = sum(amounts, Decimal(0)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert total(printed(amount, 1) for amount in shown).meets(printed(whole, 1))


@given(AMOUNTS, AMOUNTS, st.integers(min_value=0, max_value=3))
def test_a_rate_that_was_computed_from_its_amounts_always_agrees(part: Decimal, whole: Decimal, places: int) -> None:
    rate = (part / whole * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert agrees_with_printed(percentage(printed(part, 2), printed(whole, 2)), printed(rate, places), places)


@given(st.decimals(min_value=1000, max_value=99999, places=2), st.decimals(min_value="0.5", max_value="0.99", places=4))
def test_a_rate_off_by_a_point_never_agrees(whole: Decimal, share: Decimal) -> None:
    part = (whole * share).quantize(Decimal("0.01"))
    wrong = (part / whole * 100).quantize(Decimal("0.01")) + 1
    assert not agrees_with_printed(percentage(printed(part, 2), printed(whole, 2)), printed(wrong, 2), 2)


def test_nothing_is_divided_by_an_interval_that_holds_nought() -> None:
    with pytest.raises(ZeroDivisionError):
        percentage(printed(Decimal(1), 0), printed(Decimal(0), 0))
