"""The characters that a pattern can begin and end with are never too few: a rule that fits is always looked up."""

from __future__ import annotations

import re

import pytest

from warehouse.text.edges import by_character, first_characters, last_characters, needed_characters


@pytest.mark.parametrize(
    ("pattern", "first", "last"),
    [
        ("增长|下降", "增下", "长降"),
        ("(?:增长|下降)(?:了|约)?", "增下", "长降了约"),
        ("[万亿]?元", "万亿元", "元"),
        ("(?<![0-9])[1-3]{2,}", "123", "123"),
        ("(?:共计|为)+(?=[0-9])", "共为", "计为"),
        (r"为\s", "为", None),
    ],
)
def test_the_edges_of_a_pattern_are_those_of_its_matches(pattern: str, first: str, last: str | None) -> None:
    assert first_characters(pattern) == frozenset(first)
    assert last is None or last_characters(pattern) == frozenset(last)


@pytest.mark.parametrize("pattern", ["", "约?", "(?:为|是)*", "[^，。]元?", ".+", r"[\u4e00-\u9fff]", "(?P<a>为)?(?P=a)?"])
def test_what_may_be_empty_or_anything_has_no_last_character(pattern: str) -> None:
    assert last_characters(pattern) is None


def test_an_end_of_the_text_may_stand_before_a_line_end() -> None:
    assert re.search("元$", "万元\n")
    assert last_characters("元$") == frozenset("元\n")


def test_every_match_holds_one_of_the_characters_that_a_pattern_needs() -> None:
    assert needed_characters("[较比](?:上年|去年)?多.{1,12}") == frozenset("多")
    assert needed_characters(".{1,12}元?") is None


def test_items_are_listed_by_character_in_their_order() -> None:
    listed = by_character(["为", "", "是为"], lambda item: frozenset(item) or None)
    assert listed == {"为": ("为", "", "是为"), "是": ("", "是为"), "": ("",)}
