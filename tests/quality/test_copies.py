"""Copies from last year's and from other reports: what must be raised, and what may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from quality_findings import found, only, sentences, with_sentences
from quality_reports import HEALTH, WATER

from warehouse.store import open_for_reading

OLD = sentences((210, 220), (310, 320), (410, 420))
NEW = sentences((511, 522), (611, 622), (711, 722))


def test_a_report_with_last_years_sentences_and_figures_is_a_copy(tmp_path: Path) -> None:
    finding = only(tmp_path, with_sentences(WATER, 2021, OLD), with_sentences(WATER, 2022, OLD + NEW[:1]))
    assert (finding.rule, finding.fiscal_year) == ("copied_from_last_year", 2022)
    assert finding.message == "有3句（含6个数据）与2021年度报告逐字逐数相同，疑未更新。"
    assert finding.computation == "相同 3 句 ÷ 含数据的 4 句 = 75%"
    assert len(finding.quotes) == 6


@pytest.mark.parametrize("later", [NEW, OLD[:2] + NEW, OLD + sentences(*((n, n + 1000) for n in range(2000, 2020)))])
def test_the_same_sentences_with_new_figures_or_a_few_standing_ones_are_no_copy(
    tmp_path: Path, later: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert found(tmp_path, with_sentences(WATER, 2021, OLD), with_sentences(WATER, 2022, later)) == []


def test_sentences_of_another_bodys_report_are_a_copy_in_the_later_one(tmp_path: Path) -> None:
    finding = only(tmp_path, with_sentences(HEALTH, 2021, OLD), with_sentences(WATER, 2022, OLD[:2] + NEW))
    assert (finding.rule, finding.organisation) == ("copied_from_other_report", WATER)
    assert finding.message == f"有2句（含4个数据）与{HEALTH}2021年度报告逐字相同，疑套用他单位材料。"


def test_what_three_bodies_share_is_boilerplate(tmp_path: Path) -> None:
    bodies = (WATER, HEALTH, "甲县教育局")
    assert found(tmp_path, *(with_sentences(body, 2022, OLD[:2] + NEW[place : place + 1]) for place, body in enumerate(bodies))) == []


def test_one_shared_sentence_is_no_copy(tmp_path: Path) -> None:
    own = sentences(*((n, n + 1000) for n in range(3000, 3010)))
    assert found(tmp_path, with_sentences(HEALTH, 2022, OLD[:1] + own), with_sentences(WATER, 2022, OLD[:1] + NEW)) == []


def test_the_quotes_of_a_copy_slice_back(tmp_path: Path) -> None:
    finding = only(tmp_path, with_sentences(WATER, 2021, OLD), with_sentences(WATER, 2022, OLD))
    with open_for_reading(tmp_path / "w.duckdb") as connection:
        texts = dict(connection.execute("select document_key, text from dim_document").fetchall())
    assert [texts[quote.document_key][quote.quote_start : quote.quote_end] for quote in finding.quotes] == [
        quote.quote for quote in finding.quotes
    ]
