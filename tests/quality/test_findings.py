"""The findings across documents: what must be raised, and as many cases in which nothing may be."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from quality_findings import RULES, found, only, with_sentences
from quality_reports import HEALTH, LEVELS, WATER, Report, a_report, good_reports

from tests.builders import a_document, a_mention, an_extraction, an_identity


def test_consistent_reports_raise_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, *good_reports()) == []


def test_every_rule_of_the_folder_is_tried_here() -> None:
    folder = Path(__file__).resolve().parents[2] / "sql" / "findings"
    assert {path.stem for path in folder.glob("*.sql")} == RULES


# continuity_break


def test_an_implied_level_that_last_years_report_does_not_tell_is_a_break(tmp_path: Path) -> None:
    finding = only(tmp_path, a_report(WATER, 2021, {2021: 3120}), a_report(WATER, 2022, LEVELS))
    assert (finding.rule, finding.severity, finding.fiscal_year) == ("continuity_break", "warning", 2022)
    assert finding.message == (
        "本年报告中“视频监控点总数”3480个、较上年增加280个，推算上年为3200个；上年报告为3120个，两年数据不衔接，相差80个。"
    )
    assert finding.computation == "3480 - 280 = 3200；上年报告 3120个"
    quoted = ["视频监控点总数达3480个，较上年增加280个", "较上年增加280个", "视频监控点总数达3120个"]
    assert [quote.quote for quote in finding.quotes] == quoted
    assert len({quote.document_key for quote in finding.quotes}) == 2


def test_a_level_implied_by_a_fall_is_compared_too(tmp_path: Path) -> None:
    finding = only(tmp_path, a_report(WATER, 2021, {2021: 3120}), a_report(WATER, 2022, {2021: 3600, 2022: 3480}))
    assert "较上年减少120个，推算上年为3600个" in finding.message


@pytest.mark.parametrize(("year", "other"), [(2022, 2020), (2022, 2023)], ids=["two years before", "the year after"])
def test_only_the_year_before_is_compared(tmp_path: Path, year: int, other: int) -> None:
    reports = a_report(WATER, year, LEVELS, rank=1), a_report(WATER, other, {other: 3120}, rank=1)
    assert found(tmp_path, *reports, rule="continuity_break") == []


def test_another_bodys_level_breaks_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, a_report(HEALTH, 2021, {2021: 3120}), a_report(WATER, 2022, LEVELS)) == []


def rounded(year: int, value: str, change: str = "", **more: object) -> Report:
    """A level in 万吨, printed to some decimals, with its change."""
    words = f"处理污水{value}万吨" + (f"，较上年增加{change}万吨" if change else "")
    text = f"{WATER}{year}年度部门整体支出绩效自评报告\n{words}。\n"
    decimals = len(value.partition(".")[2])
    factor = Decimal(10000)
    level = a_mention(
        text, words, "indicator", "actual", "污水处理量", str(year), value,
        unit="万吨", base_unit="吨", value_base=Decimal(value) * factor, decimals=decimals, **more,
    )  # fmt: skip
    mentions = [level]
    if change:
        told = f"较上年增加{change}万吨"
        base = {"base_unit": "吨", "value_base": Decimal(change) * factor, "decimals": len(change.partition(".")[2])}
        mentions.append(a_mention(text, told, "indicator", "change", "污水处理量", str(year), change, anchor=0, unit="万吨", **base))
    return a_document(text, f"{WATER}-{year}.txt"), an_extraction(mentions, an_identity(WATER, year))


def test_figures_that_differ_within_their_printed_precision_agree(tmp_path: Path) -> None:
    assert found(tmp_path, rounded(2021, "21.64"), rounded(2022, "23.4", "1.8")) == []


def test_figures_that_differ_beyond_their_printed_precision_do_not(tmp_path: Path) -> None:
    finding = only(tmp_path, rounded(2021, "21.84"), rounded(2022, "23.4", "1.8"))
    assert "推算上年为21.6万吨；上年报告为21.84万吨，两年数据不衔接，相差0.24万吨" in finding.message


def test_a_rounded_figure_breaks_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, rounded(2021, "22", qualifier="about"), rounded(2022, "23.4", "1.8")) == []
    (tmp_path / "again").mkdir()
    assert found(tmp_path / "again", rounded(2021, "22"), rounded(2022, "23.4", "1.8", qualifier="more_than")) == []


def test_last_years_figure_told_again_is_compared(tmp_path: Path) -> None:
    text = f"{WATER}2022年度部门整体支出绩效自评报告\n视频监控点总数由上年的3200个增加到3480个。\n"
    mentions = [
        a_mention(text, "由上年的3200个", "indicator", "actual", "视频监控点总数", "2021", "3200", unit="个", decimals=0),
        a_mention(text, "增加到3480个", "indicator", "actual", "视频监控点总数", "2022", "3480", unit="个", decimals=0),
    ]
    retold = a_document(text, "retold.txt"), an_extraction(mentions, an_identity(WATER, 2022))
    finding = only(tmp_path, a_report(WATER, 2021, {2021: 3120}), retold, rule="continuity_break")
    assert finding.message.startswith("本年报告中“视频监控点总数”上年为3200个；上年报告为3120个")


def test_a_figure_that_one_of_last_years_mentions_agrees_with_is_no_break(tmp_path: Path) -> None:
    document, extraction = with_sentences(WATER, 2021, [("视频监控点总数达3120个", ()), ("其中公安建设3200个", ())])
    text = document.text
    mentions = [
        a_mention(text, "视频监控点总数达3120个", "indicator", "actual", "视频监控点总数", "2021", "3120", unit="个", decimals=0),
        a_mention(text, "其中公安建设3200个", "indicator", "actual", "视频监控点总数", "2021", "3200", unit="个", decimals=0),
    ]
    assert found(tmp_path, (document, an_extraction(mentions, extraction.identity)), a_report(WATER, 2022, LEVELS)) == []


# contested_rank


def test_one_place_that_two_bodies_claim_is_contested(tmp_path: Path) -> None:
    findings = found(tmp_path, a_report(WATER, 2022, rank=2), a_report(HEALTH, 2022, rank=2))
    assert {(item.rule, item.organisation) for item in findings} == {("contested_rank", WATER), ("contested_rank", HEALTH)}
    water = next(item for item in findings if item.organisation == WATER)
    assert water.message == f"本单位称2022年“年度综合考核”全县第2名，{HEALTH}的报告也称同一名次，不能同时成立。"
    assert [quote.quote for quote in water.quotes] == ["年度综合考核排全县第2名"] * 2


def of(report: Report, **identity: str) -> Report:
    """The report of a body of another kind or place."""
    return report[0], an_extraction(report[1].mentions, an_identity(HEALTH, 2022, **identity))


@pytest.mark.parametrize(
    "other",
    [
        a_report(HEALTH, 2022, rank=3),
        a_report(HEALTH, 2021, rank=2),
        of(a_report(HEALTH, 2022, rank=2), organisation_type="town"),
        of(a_report(HEALTH, 2022, rank=2), region_code="510198", region="乙县"),
    ],
    ids=["another place", "another year", "another type of body", "another county"],
)
def test_places_that_do_not_compete_are_not_contested(tmp_path: Path, other: Report) -> None:
    assert found(tmp_path, a_report(WATER, 2022, rank=2), other) == []


def test_a_shared_place_is_not_contested(tmp_path: Path) -> None:
    def shared(report: Report) -> Report:
        text = report[0].text.replace("排全县第2名", "并列全县第2名")
        rank = a_mention(
            text, "年度综合考核并列全县第2名", "ranking", "rank", "年度综合考核", "2022", "2",
            scope="全县", rank_kind="exact", rank_best=2, rank_worst=2,
        )  # fmt: skip
        return a_document(text, report[0].file_name), an_extraction([rank], report[1].identity)

    assert found(tmp_path, *(shared(a_report(body, 2022, rank=2)) for body in (WATER, HEALTH))) == []


# conflicting_editions


def test_two_editions_that_tell_different_figures_and_that_nothing_orders_conflict(tmp_path: Path) -> None:
    finding = only(tmp_path, a_report(WATER, 2021, {2021: 3120}, name="甲.txt"), a_report(WATER, 2021, {2021: 3121}, name="乙.txt"))
    assert finding.rule == "conflicting_editions"
    assert "有2个内容不同的版本（乙.txt、甲.txt）" in finding.message
    assert {finding.computation} <= {"视频监控点总数：3120个 ≠ 3121个", "视频监控点总数：3121个 ≠ 3120个"}
    assert len({quote.document_key for quote in finding.quotes}) == 2


def test_one_report_in_two_formats_is_no_conflict(tmp_path: Path) -> None:
    assert found(tmp_path, a_report(WATER, 2021, name="甲.txt"), a_report(WATER, 2021, name="乙.docx", extra="\n")) == []


def test_editions_that_a_mark_orders_are_no_conflict(tmp_path: Path) -> None:
    first, second = a_report(WATER, 2021, {2021: 3120}, name="甲.txt"), a_report(WATER, 2021, {2021: 3121}, name="甲（修订）.txt")
    assert found(tmp_path, first, second) == []


# commitments


MEASURE = "推进老城区雨污分流改造，逐步消除管网溢流点"


def test_a_measure_in_last_years_words_is_repeated(tmp_path: Path) -> None:
    findings = found(tmp_path, a_report(WATER, 2021, measures=(MEASURE,)), a_report(WATER, 2022, measures=(MEASURE,)))
    (finding,) = [item for item in findings if item.rule == "commitment_repeated"]
    assert (finding.fiscal_year, finding.severity) == (2022, "warning")
    assert "与2021年度报告提出的措施逐字相同" in finding.message
    assert [quote.quote for quote in finding.quotes] == [MEASURE, MEASURE]


def test_a_measure_that_differs_by_a_word_is_repeated_and_by_a_target_is_not(tmp_path: Path) -> None:
    first = "推行小型水库物业化管护工作，2022年覆盖水库60座以上"
    again = first.replace("2022年", "2023年").replace("小型水库", "小水库")
    raised = found(tmp_path, a_report(WATER, 2021, measures=(first,)), a_report(WATER, 2022, measures=(again,)))
    assert [item.rule for item in raised] == ["commitment_repeated"]
    assert "基本相同" in raised[0].message
    (tmp_path / "again").mkdir()
    more = again.replace("60座", "80座")
    raised = found(tmp_path / "again", a_report(WATER, 2021, measures=(first,)), a_report(WATER, 2022, measures=(more,)))
    assert "commitment_repeated" not in {item.rule for item in raised}


@pytest.mark.parametrize("later", [(HEALTH, 2022), (WATER, 2023)])
def test_a_measure_of_another_body_or_of_two_years_ago_is_not_repeated(tmp_path: Path, later: tuple[str, int]) -> None:
    raised = found(tmp_path, a_report(WATER, 2021, measures=(MEASURE,)), a_report(*later, measures=(MEASURE,)))
    assert "commitment_repeated" not in {item.rule for item in raised}


def test_a_measure_that_the_next_report_says_nothing_of_is_noted_there(tmp_path: Path) -> None:
    first = a_report(WATER, 2021, measures=(MEASURE,))
    finding = only(tmp_path, first, a_report(WATER, 2022, measures=("编制水网建设规划并做好项目储备",)))
    assert (finding.rule, finding.severity, finding.fiscal_year) == ("commitment_no_evidence", "note", 2022)
    assert finding.message == f"2021年度报告提出的改进措施“{MEASURE}”，本年报告未见落实情况的说明。"
    assert [quote.quote for quote in finding.quotes] == [MEASURE]


@pytest.mark.parametrize("told", ["老城区雨污分流改造全部完成，消除管网溢流点12处。", "老城区的雨污分流改造正在推进。"])
def test_a_measure_that_the_next_report_speaks_of_is_not_noted(tmp_path: Path, told: str) -> None:
    second = a_report(WATER, 2022, measures=("编制水网建设规划并做好项目储备",), extra=told)
    assert found(tmp_path, a_report(WATER, 2021, measures=(MEASURE,)), second) == []


def test_a_measure_is_not_due_before_the_next_report(tmp_path: Path) -> None:
    assert found(tmp_path, a_report(WATER, 2021, measures=(MEASURE,))) == []
