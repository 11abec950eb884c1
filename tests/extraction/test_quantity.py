"""Quantities: numbers with unit and place."""

import time
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from warehouse.extraction.recognisers.quantity import find_quantities
from warehouse.model import Quantity

CASES = Path(__file__).parents[1] / "cases" / "quantities.txt"


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [(text, expected) for text, _, expected in (line.partition(" => ") for line in lines if line and not line.startswith("#"))]


def told(text: str) -> str:
    return " | ".join(_told(text, quantity) for quantity in find_quantities(text)) or "-"


def _told(text: str, found: Quantity) -> str:
    value = f"{_plain(found.low)}..{_plain(found.high)}" if found.value is None else _plain(found.value)
    words = [f"{text[found.start : found.end]}={value}", found.unit or "-", found.kind]
    if found.qualifier != "exact":
        words.append(found.qualifier)
    return " ".join([*words, "malformed"] if found.is_malformed else words)


def _plain(value: Decimal | None) -> str:
    return "None" if value is None else f"{value.normalize():f}"


@pytest.mark.parametrize(("text", "expected"), cases())
def test_a_text_holds_these_quantities(text: str, expected: str) -> None:
    assert told(text) == expected


def only(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("处罚金额约213.96万元", "213.96"),
        ("参与2300余人", "2300"),
        ("排全市第三名", "三"),
        ("好评率百分之百", "百"),
        ("占六成以上", "六"),
        ("检修七千余台", "七千"),
        ("负债率-3.2%", "3.2"),
        ("执行数 1 080 万元", "1 080"),
        ("面积３．４万平方米", "３．４"),
    ],
)
def test_the_number_is_the_numeral_alone(text: str, number: str) -> None:
    found = only(text)
    assert text[found.number_start : found.number_end] == number


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [("387万亩", "387", "3870000"), ("8.02亿元", "8.02", "802000000"), ("5%", "5", "5"), ("六成", "60", "60"), ("6.4公里", "6.4", "6.4")],
)
def test_the_scale_is_multiplied_into_the_value_but_not_into_the_printed_one(text: str, printed: str, value: str) -> None:
    found = only(text)
    assert (found.printed_value, found.value) == (Decimal(printed), Decimal(value))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("12.13万平方米", "121250", "121350"),
        ("88.06%", "88.055", "88.065"),
        ("196家", "195.5", "196.5"),
        ("约1118.3万元", "11071170", "11294830"),
        ("约3000人", "2500", "3500"),
        ("x等于一百七", "170", "170"),
        ("5%—5.5%", "5", "5.5"),
        ("大于100并且小于300", "100", "300"),
    ],
)
def test_a_printed_number_stands_for_an_interval(text: str, low: str, high: str) -> None:
    found = only(text)
    assert (found.low, found.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(("text", "low", "high"), [("不少于50名", "50", None), ("500多亿元", "50000000000", None), ("≤4.5%", None, "4.5")])
def test_a_bound_is_open_on_its_other_side(text: str, low: str | None, high: str | None) -> None:
    found = only(text)
    assert (found.low, found.high) == (low and Decimal(low), high and Decimal(high))


@pytest.mark.parametrize(("text", "decimals"), [("97.00分", 2), ("97分", 0), ("12.130万元", 3), ("二点五万元", 1)])
def test_printed_decimals_are_counted(text: str, decimals: int) -> None:
    assert only(text).decimals == decimals


def test_quantities_come_in_order_and_never_overlap() -> None:
    text = "立案224宗，处罚金额213.96万元；办理信访103件次、114人次，按期办结率100%。" * 20
    spans = [(found.start, found.end) for found in find_quantities(text)]
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert len(spans) == 100


@pytest.mark.parametrize(
    "unit",
    ["1", "12,", "1,1", "一", "万", "百分之", "1.", "1/", "〔2022〕", "1 ", "，1", "第", "1-", "一、", "约", "1万", "半", "１", "1)", "1·"],
)
def test_time_grows_linearly_with_absurd_input(unit: str) -> None:
    """A quarter of a million characters within seconds: a quadratic scan would take hours."""
    text = unit * (250_000 // len(unit))
    start = time.process_time()
    find_quantities(text)
    assert time.process_time() - start < 8


@pytest.mark.slow
def test_fifty_million_figures_in_one_line_end_in_time() -> None:
    start = time.process_time()
    assert find_quantities("8" * 50_000_000) == ()
    assert time.process_time() - start < 30


@pytest.mark.parametrize(
    "text", ["", "\n", "²³", "½", "Ⅳ", "٣٤", "1e5", "\x00", "\U0001d7d8", "−−5", "第", "百分之", "￥", "1\u200b2", "9" * 41]
)
def test_odd_characters_never_crash(text: str) -> None:
    for quantity in find_quantities(text + "万元，" + text):
        assert 0 <= quantity.start < quantity.end
