"""Widths and traditional characters."""

import pytest

from warehouse.text.flow import UNIFORM, normalise
from warehouse.text.width import FOLDS, fold, needs_folding


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("３，５１８．８５", "3,518.85"),
        ("１２％", "12%"),
        ("＞＝９５", ">=95"),
        ("3.4萬億", "3.4万亿"),
        ("兩個百分點", "两个百分点"),
        ("￥300", "¥300"),
        ("Ａ　Ｂ", "A B"),
        ("執行數", "执行数"),
    ],
)
def test_each_character_is_folded_in_its_place(wide: str, narrow: str) -> None:
    assert fold(wide) == narrow
    assert len(fold(wide)) == len(wide)


def test_a_folded_text_stays_as_it_is() -> None:
    text = "全年预算数13,092.54万元"
    assert fold(text) is text


@pytest.mark.parametrize("text", ["第一，第二；（三）", "预算：3.4万元，执行：3万元"])
def test_full_width_punctuation_between_words_needs_no_folding(text: str) -> None:
    assert not needs_folding(text)


@pytest.mark.parametrize("text", ["3，518", "３", "12％", "二十億"])
def test_what_changes_a_number_needs_folding(text: str) -> None:
    assert needs_folding(text)


def test_superscripts_and_circled_figures_are_not_folded_into_figures() -> None:
    assert fold("m²①") == "m²①"


def test_characters_are_replaced_as_a_translation_would_whatever_their_order() -> None:
    text = "".join(FOLDS) * 2 + "，（3）；﹐"
    assert fold(text) == text.translate(str.maketrans(FOLDS))
    assert not set(FOLDS.values()) & FOLDS.keys()
    assert not set(UNIFORM.values()) & UNIFORM.keys()


def test_a_small_comma_parts_clauses_and_a_wide_one_belongs_to_a_number() -> None:
    assert normalise("３，５１８﹐（２）") == "3,518，（2）"
