"""A section on the key projects that deals with next to nothing of the budget.

各重点任务项目支出完成情况分析: only one project of 430万元 out of 13,092.54万元   => raised: 3.28 %
five projects that make up a quarter of the budget                             => nothing
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from warehouse.model import Finding, Mention, Section
from warehouse.review.reading import Reading
from warehouse.review.wording import grouped, number

NAME = "unexplained_budget_share"

_HEADING = re.compile(r"(?:重点|主要|各)[^，。；]{0,8}项目[^，。；]{0,12}(?:情况|分析|绩效|完成)|项目支出[^，。；]{0,10}(?:情况|分析)")
_BUDGETS = ("annual_budget", "adjusted_budget", "initial_budget")


def check(reading: Reading) -> Iterator[Finding]:
    section = next((section for section in reading.document.sections if _HEADING.search(section.title)), None)
    if section is None:
        return
    told = [mention for mention in reading.mentions("budget", *_BUDGETS) if mention.value_base is not None and mention.base_unit == "元"]
    whole = max((mention for mention in told if mention.scope == "overall"), key=lambda mention: mention.value_base or 0, default=None)
    projects: dict[str, Mention] = {}
    for mention in told:
        if mention.scope == "project" and mention.value_base and mention.value_base > _base(projects.get(mention.project)):
            projects[mention.project] = mention
    if whole is None or not whole.value_base or not projects:
        return
    total = sum(map(_base, projects.values()), Decimal(0))
    share = total / whole.value_base * 100
    least = reading.pack.number(NAME, "least_pct")
    if least is not None and share < least:
        yield _finding(reading, section, whole, list(projects.values()), number(share, 2))


def _base(mention: Mention | None) -> Decimal:
    return mention.value_base if mention is not None and mention.value_base is not None else Decimal(0)


def _finding(reading: Reading, section: Section, whole: Mention, projects: list[Mention], share: str) -> Finding:
    step = whole.value_base / whole.value if whole.value and whole.value_base else 1
    added = grouped(sum(map(_base, projects), Decimal(0)) / step)
    told = f"“{section.title}”只涉及{len(projects)}个项目、{added}{whole.unit}"
    message = f"{told}，仅占全年预算{grouped(whole.value or Decimal(0))}{whole.unit}的{share}%，其余支出没有分析。"
    quotes = [reading.source(section.heading.start, section.heading.end), *(mention.quote for mention in projects)]
    computation = f"{added} ÷ {grouped(whole.value or Decimal(0))} = {share}%"
    return reading.finding(NAME, "warning", message, quotes, computation, "其余支出的绩效情况如何？")
