"""What holds of every reading, and what changes when a report changes."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden.golden import reference, reports
from warehouse.documents import read, read_content
from warehouse.extraction import extract
from warehouse.model import Declared, Document, Extraction, Mention

_SENTENCES = st.text(
    alphabet="全年完成投资受理案件，。；、（）其中同比增长下降分别第前排名一二三十%万亿元人次件家0123456789.,率预算执行支出 ", max_size=120
)
_ORGANISATION = Declared(organisation="清河县水利局", fiscal_year=2022)


def _read(text: str) -> tuple[Document, Extraction]:
    document = read_content(text.encode(), "report.txt", declared=_ORGANISATION)
    return document, extract(document, reference())


def _told(text: str) -> list[tuple[str, str, str, Decimal | None, str]]:
    return [(m.table, m.role, m.name, m.value, m.unit) for m in _read(text)[1].mentions]


def _level(text: str, name: str) -> Mention:
    return next(m for m in _read(text)[1].mentions if name in m.name)


@settings(max_examples=150)
@given(_SENTENCES)
def test_every_mention_and_numeral_slices_back(text: str) -> None:
    document, extraction = _read("说明。" + text + "。")
    for mention in extraction.mentions:
        assert 0 <= mention.quote.start < mention.quote.end <= len(document.text)
        if mention.number is not None:
            assert mention.number.of(document.text).strip()
    for numeral in extraction.numerals:
        assert numeral.span.of(document.text) == numeral.text


@settings(max_examples=60)
@given(_SENTENCES)
def test_reading_twice_gives_the_same(text: str) -> None:
    document, extraction = _read("说明。" + text)
    assert extract(document, reference()) == extraction


@pytest.mark.parametrize("report", reports()[:5], ids=lambda report: report.stem)
def test_every_fact_folds_mentions_of_its_own(report: Path) -> None:
    extraction = extract(read(report), reference())
    told = [number for fact in extraction.facts for number in fact.mentions]
    assert sorted(told) == list(range(len(extraction.mentions)))
    assert all(extraction.mentions[number].role == role for fact in extraction.facts for role, number in fact.values.items())


@pytest.mark.parametrize("report", reports()[:5], ids=lambda report: report.stem)
def test_blanks_and_widths_change_nothing_that_is_told(report: Path) -> None:
    text = read(report).text
    wide = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    spaced = text.replace("万元", " 万元").replace("%", " %")
    assert _told(wide) == _told(text) == _told(spaced)


def test_a_digit_that_changes_changes_its_value_alone() -> None:
    text = "全年拆违面积12.13万平方米，年度任务完成率101.12%。共立案224宗，处罚金额213.96万元。"
    before, after = _told(text), _told(text.replace("224宗", "324宗"))
    assert [a for a, b in zip(after, before, strict=True) if a != b] == [("case", "count", "立案", Decimal(324), "宗")]


def test_a_unit_that_changes_changes_the_base_value() -> None:
    text = "处罚金额213.96万元。"
    assert _level(text, "处罚金额").value_base == Decimal("2139600")
    assert _level(text.replace("万元", "元"), "处罚金额").value_base == Decimal("213.96")


def test_a_name_that_changes_changes_the_name_alone() -> None:
    old = _level("完成造林面积2.3万亩。", "面积")
    new = _level("完成封育面积2.3万亩。", "面积")
    assert (old.value, old.unit, old.role) == (new.value, new.unit, new.role)
    assert old.name != new.name


def test_the_order_of_sentences_does_not_change_what_each_tells() -> None:
    sentences = ["共受理政务服务事项40430件。", "获赠锦旗6面。", "培育社会组织队伍4支。", "全年立案224宗，处罚金额213.96万元。"]
    shuffled = sentences[:]
    random.Random(3).shuffle(shuffled)
    assert sorted(map(str, _told("".join(shuffled)))) == sorted(map(str, _told("".join(sentences))))


def test_the_year_of_the_report_moves_all_its_periods() -> None:
    text = "上半年完成投资12亿元，全年完成投资26亿元，较上年的24亿元增加2亿元。"
    document = read_content(text.encode(), "report.txt", declared=_ORGANISATION)
    later = replace(document, declared=replace(_ORGANISATION, fiscal_year=2023))
    years = [{m.period for m in extract(d, reference()).mentions} for d in (document, later)]
    assert years == [{"2022-H1", "2022", "2021"}, {"2023-H1", "2023", "2022"}]


@pytest.mark.parametrize(
    "text", ["9" * 40 + "万元", "支出²³万元", "预算NaN万元，支出inf万元", "支出٣٤٥万元", "第" * 500 + "1", "（" * 400 + "3家", "1." * 300]
)
def test_absurd_figures_give_no_crash_and_no_made_up_value(text: str) -> None:
    for mention in _read("全年" + text + "。")[1].mentions:
        assert mention.value is None or mention.value.is_finite()
