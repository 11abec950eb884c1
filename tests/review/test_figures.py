"""The numbers of a stretch of text with their units and labels."""

from __future__ import annotations

from decimal import Decimal

import pytest

from warehouse.reference import load_reference
from warehouse.review.figures import Figure, find_figures


def _figures(text: str) -> tuple[Figure, ...]:
    return find_figures(text, 0, len(text), load_reference())


@pytest.mark.parametrize(
    ("text", "value", "base", "shown"),
    [
        ("全年预算13,092.54万元", "130925400", "元", "13,092.54万元"),
        ("投资14.96亿，完成", "1496000000", "元", "14.96亿"),
        ("企业9.87万户", "98700", "户", "9.87万户"),
        ("占91.1%", "91.1", "%", "91.1%"),
        ("提高2.7个百分点", "2.7", "个百分点", "2.7个百分点"),
        ("安排2000余万元", "20000000", "元", "2,000余万元"),
        ("面积3.2万平方米", "32000", "平方米", "3.2万平方米"),
    ],
)
def test_a_figure_is_read_with_its_unit(text: str, value: str, base: str, shown: str) -> None:
    figure = _figures(text)[0]
    assert (figure.value, figure.base, figure.shown) == (Decimal(value), base, shown)


def test_years_and_days_are_no_figures_but_words_of_the_next_label() -> None:
    (figure,) = _figures("2022年9月12日检查86家")
    assert figure.label == "2022年9月12日检查"


def test_numbers_of_a_list_share_the_unit_told_last() -> None:
    assert [figure.base for figure in _figures("分别得48.6、48.5分")] == ["分", "分"]


def test_the_ends_of_a_range_are_no_plain_numbers() -> None:
    assert [figure.is_range for figure in _figures("提高到5%—6%，新增3家")] == [True, True, False]


def test_words_before_a_number_widen_it() -> None:
    about, plain = _figures("约400万元，另有400万元")
    assert about.qualifier == "about" and plain.qualifier == "exact"
    assert about.interval.low < plain.interval.low


def test_digits_glued_to_letters_are_names() -> None:
    assert _figures("GB7718标准、T3线、〔2022〕88号") == ()
