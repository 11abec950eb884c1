"""Findings as rows, and the key that survives a new edition."""

from __future__ import annotations

from tests.builders import REFERENCE, VERSIONS, a_document, an_extraction, an_identity
from warehouse.conforming import conform
from warehouse.model import Finding, Span


def raised(text, *findings, year=2022):
    return conform(a_document(text), an_extraction((), an_identity(year=year)), findings, REFERENCE, VERSIONS)["raised_finding"]


def a_finding(*spans, rule="irregular_digit_grouping"):
    return Finding(rule, "error", "千位分隔错位", tuple(Span(*span) for span in spans))


def test_a_new_edition_that_repeats_the_words_keeps_the_key():
    (first,) = raised("预算130,92.54万元", a_finding((2, 11)))
    (second,) = raised("（修订）预算 130,92.54 万元", a_finding((7, 17)))
    assert first.finding_key == second.finding_key
    assert first.document_key != second.document_key


def test_other_words_another_rule_or_another_year_make_another_key():
    text = "预算130,92.54万元"
    keys = {
        raised(text, a_finding((2, 11)))[0].finding_key,
        raised(text, a_finding((2, 12)))[0].finding_key,
        raised(text, a_finding((2, 11), rule="sum_of_parts"))[0].finding_key,
        raised(text, a_finding((2, 11)), year=2021)[0].finding_key,
    }
    assert len(keys) == 4


def test_the_same_words_in_two_places_are_one_finding_with_two_quotes():
    (row,) = raised("130,92.54。又130,92.54", a_finding((11, 20)), a_finding((0, 9)))
    assert [(quote["quote_start"], quote["quote"]) for quote in row.quotes] == [(0, "130,92.54"), (11, "130,92.54")]
