"""Units as written, with their scale."""

from decimal import Decimal

import pytest

from warehouse.reference import load_reference
from warehouse.text.unit import base_factor, base_of, split_scale


@pytest.mark.parametrize(
    ("unit", "base", "factor"),
    [
        ("元", "元", 1),
        ("万元", "元", 10_000),
        ("亿元", "元", 100_000_000),
        ("亿", "元", 100_000_000),
        ("百万元", "元", 1_000_000),
        ("万亿元", "元", 1_000_000_000_000),
        ("平方米", "平方米", 1),
        ("万平方米", "平方米", 10_000),
        ("万平方", "平方米", 10_000),
        ("平方公里", "平方米", 1_000_000),
        ("公顷", "平方米", 10_000),
        ("亩", "亩", 1),
        ("万亩", "亩", 10_000),
        ("公里", "米", 1_000),
        ("万起", "起", 10_000),
        ("万人次", "人次", 10_000),
        ("千瓦时", "千瓦时", 1),
        ("亿千瓦时", "千瓦时", 100_000_000),
        ("%", "%", 1),
        ("个百分点", "个百分点", 1),
        ("百分点", "个百分点", 1),
    ],
)
def test_a_unit_leads_to_its_base(unit: str, base: str, factor: int) -> None:
    assert base_of(unit, load_reference().units) == (base, Decimal(factor))


def test_an_unknown_unit_is_its_own_base() -> None:
    assert base_of("万毵", load_reference().units) == ("毵", Decimal(10_000))


def test_a_unit_that_begins_like_a_scale_is_not_split() -> None:
    assert base_of("千克", load_reference().units) == ("公斤", Decimal(1))
    assert base_of("万千瓦", load_reference().units) == ("千瓦", Decimal(10_000))


def test_a_scale_is_cut_off_a_unit() -> None:
    assert split_scale("万平方米") == (Decimal(10_000), "平方米")
    assert split_scale("平方米") == (Decimal(1), "平方米")


@pytest.mark.parametrize(
    ("unit", "factor"), [("万公里", "1000"), ("公顷", "10000"), ("万元", "1"), ("亿", "1"), ("角", "0.1"), ("起", "1"), ("毵", "1")]
)
def test_the_factor_of_a_unit_without_its_scale_takes_a_value_to_its_base(unit: str, factor: str) -> None:
    assert base_factor(unit, load_reference().units) == Decimal(factor)
