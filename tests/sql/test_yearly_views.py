"""The yearly views: one row a thing, period and year, with the year before as reported, else as implied."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.builders import a_document, a_mention, an_extraction, an_identity, budget_report

HEAD = "甲县水务局{year}年度自评报告\n"


def a_report(year, body, *told, name=None, **identity):
    """A report whose mentions are (quote, table, role, thing, number, unit) with further fields in a dictionary at the end."""
    text = HEAD.format(year=year) + body
    mentions = []
    for quote, table, role, thing, number, unit, *rest in told:
        more = dict(rest[0]) if rest else {}
        period = more.pop("period", str(year))
        mentions.append(a_mention(text, quote, table, role, thing, period, number, unit=unit, **more))
    return a_document(text, name or f"甲-{year}.txt"), an_extraction(mentions, an_identity(year=year, **identity))


def firms(year, value, change=None):
    body = f"“四上”企业{value}家" + (f"，较上年增加{change}家。" if change else "。")
    told = [(f"“四上”企业{value}家", "indicator", "actual", "“四上”企业", value, "家")]
    if change:
        told.append((f"较上年增加{change}家", "indicator", "change", "“四上”企业", change, "家", {"anchor": 0}))
    return a_report(year, body, *told)


def test_a_budget_is_compared_with_last_years_report(ask):
    last, this = budget_report(2021, annual="800.00", executed="720.00"), budget_report(2022, annual="1,000.00", executed="900.00")
    (row,) = ask("from yearly_budget where fiscal_year = 2022", last, this)
    assert row["previous_annual_budget_yuan"] == 8_000_000
    assert (row["annual_budget_change_pct"], row["executed_change_pct"]) == (25, 25)
    assert (row["execution_rate_change_points"], row["previous_source"]) == (0, "reported")


def test_the_first_year_has_no_year_before(ask):
    (row,) = ask("from yearly_budget", budget_report(2021))
    assert (row["previous_annual_budget_yuan"], row["annual_budget_change_pct"], row["previous_source"]) == (None, None, None)


def test_the_rate_of_the_year_before_is_implied_by_its_change(ask):
    report = a_report(
        2022,
        "执行率96%，比上年提高1.8个百分点。",
        ("执行率96%", "budget", "execution_rate", "部门整体", "96", "%", {"scope": "overall"}),
        ("比上年提高1.8个百分点", "indicator", "change", "执行率", "1.8", "个百分点", {"anchor": 0}),
    )
    (row,) = ask("from yearly_budget", report)
    assert (row["execution_rate_change_points"], row["previous_source"]) == (Decimal("1.8"), "implied")


def test_a_year_left_out_is_no_year_before(ask):
    (row,) = ask("from yearly_budget where fiscal_year = 2023", budget_report(2021), budget_report(2023))
    assert row["previous_source"] is None


def test_an_indicator_is_compared_with_what_last_years_report_said(ask):
    (row,) = ask("from yearly_indicator where fiscal_year = 2022", firms(2021, "171"), firms(2022, "196", "26"))
    assert (row["previous_value_base"], row["previous_source"], row["change_base"]) == (171, "reported", 25)
    assert row["change_pct"] == Decimal("14.6199")


def test_without_last_years_report_this_years_change_implies_it(ask):
    (row,) = ask("from yearly_indicator", firms(2022, "196", "26"))
    assert (row["previous_value_base"], row["previous_source"], row["change_base"]) == (170, "implied", 26)


def test_without_last_years_report_its_level_told_in_this_years_counts_as_implied(ask):
    report = a_report(
        2022,
        "污水处理率由上年的90.5%提高到95%。",
        ("上年的90.5%", "indicator", "actual", "污水处理率", "90.5", "%", {"period": "2021"}),
        ("提高到95%", "indicator", "actual", "污水处理率", "95", "%"),
    )
    (row,) = ask("from yearly_indicator", report)
    assert (row["fiscal_year"], row["previous_value_base"], row["previous_source"]) == (2022, Decimal("90.5"), "implied")


def test_a_third_quarter_never_meets_a_year(ask):
    last = a_report(2021, "产值40亿元。", ("产值40亿元", "indicator", "actual", "产值", "40", "亿元"))
    this = a_report(2022, "产值50亿元。", ("产值50亿元", "indicator", "actual", "产值", "50", "亿元", {"period": "2022-Q3"}))
    quarter_before = a_report(
        2021,
        "三季度产值45亿元。",
        ("产值45亿元", "indicator", "actual", "产值", "45", "亿元", {"period": "2021-Q3"}),
        name="丙.txt",
        report_type="other",
    )
    rows = ask("from yearly_indicator order by fiscal_year, period_in_year", last, this)
    assert [(row["period_in_year"], row["previous_source"]) for row in rows] == [("year", None), ("Q3", None)]
    rows = ask("from yearly_indicator where fiscal_year = 2022", quarter_before)
    assert [(row["period_in_year"], row["previous_value_base"]) for row in rows] == [("Q3", 45)]


def test_units_that_differ_are_not_compared(ask):
    last = a_report(2021, "垃圾40吨。", ("垃圾40吨", "indicator", "actual", "垃圾", "40", "吨"))
    this = a_report(2022, "垃圾50车。", ("垃圾50车", "indicator", "actual", "垃圾", "50", "车"))
    rows = ask("from yearly_indicator order by fiscal_year", last, this)
    assert [(row["base_unit"], row["previous_source"]) for row in rows] == [("吨", None), ("车", None)]


def test_completion_is_as_printed_else_computed_from_target_and_value(ask):
    printed = ("任务完成率113%", "indicator", "completion_rate", "献血", "113", "%", {"anchor": 0})
    report = a_report(
        2022,
        "献血1628人次，任务1440人次，任务完成率113%。造林任务50亩，完成60亩。",
        ("献血1628人次", "indicator", "actual", "献血", "1628", "人次"),
        ("任务1440人次", "indicator", "target", "献血", "1440", "人次", {"anchor": 0}),
        printed,
        ("任务50亩", "indicator", "target", "造林", "50", "亩"),
        ("完成60亩", "indicator", "actual", "造林", "60", "亩"),
    )
    rows = ask("select indicator, target_base, completion_rate_pct from yearly_indicator order by indicator", report)
    assert [tuple(row.values()) for row in rows] == [("献血", 1440, 113), ("造林", 50, 120)]


def test_plans_without_a_year_are_in_no_yearly_view(ask):
    report = a_report(2022, "计划造林80亩。", ("造林80亩", "indicator", "target", "造林", "80", "亩", {"period": "future"}))
    assert ask("from yearly_indicator", report) == []
    assert [row["period"] for row in ask("from evidence")] == ["future"]


def rank(year, place, kind="exact", scope="全区", subject="接种量"):
    wording = f"{subject}排{scope}第{place}"
    more = {"scope": scope, "rank_kind": kind, "rank_best": int(place), "rank_worst": int(place)}
    return a_report(year, wording + "。", (wording, "ranking", "rank", subject, place, "", more))


def test_places_gained_are_positive_when_the_rank_improves(ask):
    (row,) = ask("from yearly_ranking where fiscal_year = 2022", rank(2021, "5"), rank(2022, "3"))
    assert (row["rank_best"], row["previous_rank_best"], row["places_gained"], row["previous_source"]) == (3, 5, 2, "reported")


def test_ranks_in_other_scopes_are_not_compared(ask):
    (row,) = ask("from yearly_ranking where fiscal_year = 2022", rank(2021, "5"), rank(2022, "3", scope="全市"))
    assert row["previous_rank_best"] is None


def test_a_rank_without_a_place_has_none_to_compare(ask):
    wording = "满意度排名全区前列"
    more = {"scope": "全区", "rank_kind": "qualitative"}
    qualitative = a_report(2022, wording, (wording, "ranking", "rank", "满意度", None, "", more))
    (row,) = ask("from yearly_ranking where fiscal_year = 2022", rank(2021, "5", subject="满意度"), qualitative)
    assert (row["rank_best"], row["rank_kind"], row["places_gained"]) == (None, "qualitative", None)


def cases(year, count, change=None):
    body = f"立案{count}宗" + (f"，同比减少{change}宗。" if change else "。")
    told = [(f"立案{count}宗", "case", "count", "立案", count, "宗")]
    if change:
        told.append((f"同比减少{change}宗", "indicator", "change", "立案", change, "宗", {"anchor": 0, "value": -Decimal(change)}))
    return a_report(year, body, *told)


def test_cases_are_compared_as_reported_else_as_implied(ask):
    (row,) = ask("from yearly_case", cases(2022, "224", "20"))
    assert (row["case_count"], row["previous_case_count"], row["change_count"], row["previous_source"]) == (224, 244, -20, "implied")
    (row,) = ask("from yearly_case where fiscal_year = 2022", cases(2021, "250"))
    assert (row["previous_case_count"], row["change_count"], row["previous_source"]) == (250, -26, "reported")
    assert row["change_pct"] == Decimal("-10.4")


def promises(year, *titles, body=""):
    text = body + "".join(f"下一步{title}。" for title in titles)
    return a_report(year, text, *((title, "commitment", "measure", title, None, "") for title in titles))


@pytest.mark.parametrize(
    ("next_year", "status", "quote"),
    [
        (None, "not_yet_due", None),
        (
            promises(2023, "加强队伍建设", body="全年建立项目支出按月调度制度，支出进度明显加快。"),
            "kept",
            "全年建立项目支出按月调度制度，支出进度明显加快",
        ),
        (promises(2023, "继续建立项目支出按月调度制度"), "repeated", "继续建立项目支出按月调度制度"),
        (promises(2023, "加强队伍建设"), "no_evidence", None),
    ],
)
def test_a_promise_is_followed_into_next_years_report(ask, next_year, status, quote):
    reports = [promises(2022, "建立项目支出按月调度制度"), *([next_year] if next_year else [])]
    (row,) = ask("from yearly_commitment where fiscal_year = 2022", *reports)
    assert (row["next_year_status"], row["next_year_quote"]) == (status, quote)


def test_two_documents_on_one_year_make_one_row_a_thing(ask):
    whole = budget_report(2022)
    form_text = "甲县水务局2022年度自评表\n全年预算数1,000.00万元"
    told = a_mention(
        form_text, "全年预算数1,000.00万元", "budget", "annual_budget", "部门整体", "2022", "1,000.00", unit="万元", scope="overall"
    )
    form = a_document(form_text, "表.txt"), an_extraction([told], an_identity(report_type="form"))
    (row,) = ask("from yearly_budget", whole, form)
    assert row["document_key"] == whole[0].key


def test_a_report_of_nobody_is_in_the_warehouse_but_in_no_yearly_view(ask):
    document, extraction = budget_report(2022, organisation="")
    assert ask("from yearly_budget", (document, extraction)) == []
    assert [row["organisation"] for row in ask("select distinct organisation from evidence")] == [None]
