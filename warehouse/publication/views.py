"""What is published, in the order in which a reader meets it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A view of the front room: its name, what it tells, and the columns of its page with their headings.

    ``title`` and headings are Chinese: the readers are. ``columns`` are SQL expressions over the view.
    """

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]


def _rounded(column: str, digits: int) -> str:
    return f"round({column}, {digits})"


def _wan(column: str) -> str:
    """An amount in 万元, as the reports print it; in the files it stays in 元."""
    return f"round({column} / 10000, 2)"


YEARLY: tuple[View, ...] = (
    View(
        "yearly_budget",
        "预算执行",
        (
            ("fiscal_year", "年度"),
            ("case scope when 'overall' then '部门整体' else project end", "项目"),
            ("period", "期间"),
            (_wan("annual_budget_yuan"), "全年预算数（万元）"),
            (_wan("executed_yuan"), "执行数（万元）"),
            (_rounded("execution_rate_reported_pct", 2), "执行率（%，报告）"),
            (_rounded("execution_rate_computed_pct", 2), "执行率（%，计算）"),
            (_rounded("annual_budget_change_pct", 2), "预算比上年（%）"),
            (_rounded("executed_change_pct", 2), "执行比上年（%）"),
            ("previous_source", "上年数来源"),
        ),
    ),
    View(
        "yearly_indicator",
        "指标",
        (
            ("fiscal_year", "年度"),
            ("project", "项目"),
            ("indicator", "指标"),
            ("period_in_year", "期间"),
            ("value_base", "实际值"),
            ("target_base", "目标值"),
            ("base_unit", "单位"),
            (_rounded("completion_rate_pct", 2), "完成率（%）"),
            ("previous_value_base", "上年值"),
            (_rounded("change_pct", 2), "比上年（%）"),
            ("previous_source", "上年数来源"),
        ),
    ),
    View(
        "yearly_ranking",
        "排名",
        (
            ("fiscal_year", "年度"),
            ("subject", "事项"),
            ("scope", "范围"),
            ("period_in_year", "期间"),
            ("rank_best", "名次"),
            ("rank_kind", "类别"),
            ("previous_rank_best", "上年名次"),
            ("places_gained", "进位"),
        ),
    ),
    View(
        "yearly_case",
        "案件",
        (
            ("fiscal_year", "年度"),
            ("case_type", "类型"),
            ("period_in_year", "期间"),
            ("case_count", "数量"),
            ("unit", "单位"),
            ("person_count", "人数"),
            (_wan("amount_yuan"), "金额（万元）"),
            ("previous_case_count", "上年数量"),
            (_rounded("change_pct", 2), "比上年（%）"),
        ),
    ),
    View(
        "yearly_commitment",
        "问题与措施",
        (
            ("fiscal_year", "年度"),
            ("case kind when 'problem' then '问题' else '措施' end", "类别"),
            ("title", "内容"),
            ("next_year_status", "次年情况"),
            ("next_year_quote", "次年原文"),
        ),
    ),
)

# Exported beside the yearly views: the findings, and where every number stands.
EXPORTS: tuple[str, ...] = (*(view.name for view in YEARLY), "finding", "evidence", "quarantined_file")
TITLES: dict[str, str] = {view.name: view.title for view in YEARLY} | {
    "finding": "核查发现",
    "evidence": "每个数所据的原文",
    "quarantined_file": "未能读取的文件",
}
