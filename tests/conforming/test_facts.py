"""Facts as rows: keys, readings, computed and implied values."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import REFERENCE, VERSIONS, a_document, a_mention, an_extraction, an_identity, budget_report
from tests.extraction.reading import read_text, reference
from warehouse.conforming import conform
from warehouse.model import Fact
from warehouse.reference import Reference
from warehouse.reference.nouns import CaseType, Indicator

FIRMS = "全街共有“四上”企业196家，较上年增加26家。"


def rows_of(text, *mentions, reference=REFERENCE, identity=None):
    return conform(a_document(text), an_extraction(mentions, identity or an_identity()), (), reference, VERSIONS)


def test_the_rate_is_computed_beside_the_printed_one():
    (row,) = conform(*budget_report(annual="1,000.00", executed="880.57"), (), REFERENCE, VERSIONS)["fact_budget"]
    assert row.execution_rate_reported_pct == Decimal(90)
    assert row.execution_rate_computed_pct == Decimal("88.0570")
    assert row.annual_budget_yuan == Decimal(10_000_000)


def test_a_change_against_last_year_implies_last_years_level():
    level = a_mention(FIRMS, "“四上”企业196家", "indicator", "actual", "“四上”企业", number="196", unit="家")
    change = a_mention(FIRMS, "较上年增加26家", "indicator", "change", "“四上”企业", number="26", unit="家", anchor=0)
    (row,) = rows_of(FIRMS, level, change)["fact_indicator"]
    assert (row.value_base, row.change_base, row.prior_value_base, row.prior_reading) == (196, 26, 170, "implied")


@pytest.mark.parametrize(
    ("text", "prior"),
    [
        ("企业196家，较上年增加26家。", 170),
        ("企业196家，同比增加26家。", 170),
        ("企业196家，与2021年相比增加26家。", 170),
        ("与上年相比，企业196家，增加26家。", 170),
        ("较上\n年的170家，企业196家，增加26家。", 170),
        ("企业196家，较上月增加26家。", None),
        ("企业196家，环比增加26家。", None),
        ("企业196家，比年初计划增加26家。", None),
        ("上年评为先进。企业196家，增加26家。", None),
        ("2022年，企业196家，增加26家。", None),
        ("同比看，企业196家，比全市平均增加26家。", None),
    ],
)
def test_only_a_change_against_last_year_implies_last_years_level(text, prior):
    level = a_mention(text, "企业196家", "indicator", "actual", "企业", number="196", unit="家")
    change = a_mention(text, "增加26家", "indicator", "change", "企业", number="26", unit="家", anchor=0)
    (row,) = rows_of(text, level, change)["fact_indicator"]
    assert (row.prior_value_base, row.prior_reading) == (prior, "implied" if prior else None)


def test_a_change_of_the_execution_rate_implies_last_years_rate():
    text = "执行率96%，比上年提高1.8个百分点。"
    rate = a_mention(text, "执行率96%", "budget", "execution_rate", "部门整体", number="96", unit="%", scope="overall")
    change = a_mention(text, "比上年提高1.8个百分点", "indicator", "change", "执行率", number="1.8", unit="个百分点", anchor=0)
    (row,) = rows_of(text, rate, change)["fact_budget"]
    assert row.prior_execution_rate_pct == Decimal("94.2")


def test_a_change_in_points_implies_last_years_percentage():
    text = "满意度98.5%，同比提高1.2个百分点。"
    level = a_mention(text, "满意度98.5%", "indicator", "actual", "满意度", number="98.5", unit="%")
    change = a_mention(text, "同比提高1.2个百分点", "indicator", "change", "满意度", number="1.2", unit="个百分点", anchor=0)
    (row,) = rows_of(text, level, change)["fact_indicator"]
    assert row.prior_value_base == Decimal("97.3")


def test_the_change_of_a_case_implies_last_years_count():
    text = "立案224宗，较上年增加20宗。"
    count = a_mention(text, "立案224宗", "case", "count", "立案", number="224", unit="宗")
    change = a_mention(text, "较上年增加20宗", "indicator", "change", "立案", number="20", unit="宗", anchor=0)
    (row,) = rows_of(text, count, change)["fact_case"]
    assert (row.case_count, row.prior_case_count) == (224, 204)


def test_two_readings_of_one_thing_keep_two_rows():
    text = "企业196家。企业197家。"
    first = a_mention(text, "企业196家", "indicator", "actual", "企业", number="196", unit="家")
    second = a_mention(text, "企业197家", "indicator", "actual", "企业", number="197", unit="家")
    extraction = an_extraction((first, second))
    facts = tuple(Fact("indicator", "企业", "2022", "", "", "家", (n,), {"actual": n}, reading_ordinal=n + 1) for n in (0, 1))
    rows = conform(a_document(text), replace(extraction, facts=facts), (), REFERENCE, VERSIONS)["fact_indicator"]
    assert [(row.value_base, row.reading_ordinal) for row in rows] == [(196, 1), (197, 2)]
    assert rows[0].fact_key != rows[1].fact_key


def test_two_names_of_one_indicator_meet_at_one_key_as_two_readings():
    known = Indicator("接种率", "health", "%", "higher_is_better")
    reference = Reference(units=REFERENCE.units, indicators={"接种率": known}, indicator_aliases={"疫苗接种率": "接种率"})
    text = "接种率83%。疫苗接种率84%。"
    mentions = [
        a_mention(text, f"{name}{value}%。", "indicator", "actual", name, number=value, unit="%")
        for name, value in (("接种率", "83"), ("疫苗接种率", "84"))
    ]
    rows = rows_of(text, *mentions, reference=reference)
    assert len({row.indicator_key for row in rows["fact_indicator"]}) == 1
    assert [row.reading_ordinal for row in rows["fact_indicator"]] == [1, 2]
    assert [row.indicator for row in rows["dim_indicator"]] == ["接种率", "接种率"]
    assert not rows["dim_indicator"][0].is_discovered


def test_an_unknown_indicator_is_discovered_and_keeps_one_key():
    text = "锦旗6面。"
    mention = a_mention(text, "锦旗6面", "indicator", "actual", "锦旗", number="6", unit="面")
    first, again = (rows_of(text, mention)["dim_indicator"][0] for _ in range(2))
    assert first == again
    assert first.is_discovered


def test_a_budget_category_stands_under_its_name():
    text = "人员经费500万元，公用经费200万元。"
    mentions = [
        a_mention(text, f"{name}{value}万元", "budget", "executed", name, number=value, unit="万元", scope="category")
        for name, value in (("人员经费", "500"), ("公用经费", "200"))
    ]
    rows = rows_of(text, *mentions)["fact_budget"]
    assert [(row.project, row.category, row.executed_yuan) for row in rows] == [
        ("人员经费", "人员经费", 5_000_000),
        ("公用经费", "公用经费", 2_000_000),
    ]


def test_commitments_are_counted_by_kind():
    text = "一是进度慢。二是台账乱。一是加快进度。"
    mentions = [
        a_mention(text, "进度慢", "commitment", "problem", "进度慢"),
        a_mention(text, "台账乱", "commitment", "problem", "台账乱"),
        a_mention(text, "加快进度", "commitment", "measure", "加快进度"),
    ]
    rows = rows_of(text, *mentions)["fact_commitment"]
    assert [(row.kind, row.ordinal, row.title, row.reading_ordinal) for row in rows] == [
        ("problem", 1, "进度慢", 1),
        ("problem", 2, "台账乱", 1),
        ("measure", 1, "加快进度", 1),
    ]


def test_a_case_of_the_seeds_has_its_category():
    reference = Reference(units=REFERENCE.units, case_types={"立案": CaseType("立案", "enforcement")})
    text = "立案224宗。"
    rows = rows_of(text, a_mention(text, "立案224宗", "case", "count", "立案", number="224", unit="宗"), reference=reference)
    assert [(row.case_type, row.category) for row in rows["dim_case_type"]] == [("立案", "enforcement")]


def test_a_number_too_long_for_its_column_is_unknown_in_the_fact():
    digits = "9" * 40
    text = f"企业{digits}家。"
    (row,) = rows_of(text, a_mention(text, f"企业{digits}家", "indicator", "actual", "企业", number=digits, unit="家"))["fact_indicator"]
    assert row.value is None


def test_every_mention_has_a_key_of_its_own_even_where_two_agree_in_all():
    text = "均为100%"
    mention = a_mention(text, "均为100%", "indicator", "actual", "合格率", number="100", unit="%")
    rows = rows_of(text, mention, mention)["mention"]
    assert len({row.evidence_key for row in rows}) == 2
    assert {row.quote for row in rows} == {"均为100%"}


@pytest.mark.parametrize(
    ("wording", "number", "kind", "best", "worst", "expected"),
    [
        ("排全区第五名", "五", "exact", 5, 5, (5, 5)),
        ("全区前三", "三", "top_n", 1, 3, (3, 3)),
        ("列全区第3至5名", "3", "exact", 3, 5, (3, 5)),
        ("排名全区靠前", None, "qualitative", None, None, (None, None)),
    ],
)
def test_the_best_place_of_a_rank_is_the_value_of_its_evidence(wording, number, kind, best, worst, expected):
    places = {"五": 5, "三": 3, "3": 3}
    value = Decimal(places[number]) if number else None
    rank = a_mention(
        wording, wording, "ranking", "rank", "拆违", scope="全区", rank_kind=kind, rank_best=best, rank_worst=worst, value=value
    )
    (row,) = rows_of(wording, rank)["fact_ranking"]
    assert (row.rank_best, row.rank_worst) == expected
    assert row.wording == wording


def test_a_target_that_only_the_excess_implies_says_so():
    document, extraction = read_text("垃圾清运有偿服务费收缴794万元，超额完成任务94万元。造林任务5亩，实际完成7亩。")
    rows = conform(document, extraction, (), reference(), VERSIONS)
    told = {(row.value_base, row.target_base, row.target_reading) for row in rows["fact_indicator"]}
    assert told == {(7_940_000, 7_000_000, "implied"), (7, 5, "printed")}
