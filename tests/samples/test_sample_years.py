"""The stories told over three years by the sample reports come out of the yearly views."""

from __future__ import annotations

from typing import Any

import gold
import pytest
from sample_warehouse import Ask

YEARLY = gold.read_rows(gold.TRUTH / "yearly.csv")
NAMES = {
    "yearly_budget": "project",
    "yearly_indicator": "indicator",
    "yearly_ranking": "subject",
    "yearly_case": "case_type",
    "yearly_commitment": "title",
}
PREVIOUS = {
    "annual_budget_yuan": ("previous_annual_budget_yuan", "annual_budget_change_pct"),
    "executed_yuan": ("previous_executed_yuan", "executed_change_pct"),
    "value_base": ("previous_value_base", "change_base"),
    "rank_best": ("previous_rank_best", "places_gained"),
    "case_count": ("previous_case_count", "change_count"),
}
ORGANISATIONS = {row["organisation"]: row["file"].rsplit("-", 1)[0] for row in gold.read_rows(gold.REPORTS / "manifest.csv")}
GROUPS = sorted({(row["view"], row["organisation"]) for row in YEARLY})


def pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def resembles(a: str, b: str) -> bool:
    """One name inside the other, or half of their pairs of characters shared."""
    if a == b or (min(len(a), len(b)) > 1 and (a in b or b in a)):
        return True
    return 2 * len(pairs(a) & pairs(b)) >= (len(pairs(a)) + len(pairs(b))) / 2


def equal(wanted: str, got: Any, tolerance: float = 1e-6) -> bool:
    return got is not None and abs(float(wanted) - float(got)) <= tolerance


def period_of(row: dict[str, Any]) -> str:
    """The period within the year: budgets may print it with the year."""
    period = str(row.get("period_in_year") or row.get("period") or "")
    start = str(row["fiscal_year"])
    return "year" if period == start else period.replace(f"{start}-", "")


def is_of(truth: gold.Row, row: dict[str, Any]) -> bool:
    if row["organisation"] != truth["organisation"] or int(row["fiscal_year"]) != int(truth["fiscal_year"]):
        return False
    return resembles(truth["thing"], row[NAMES[truth["view"]]] or "") and period_of(row) == truth["period_in_year"]


def tells(truth: gold.Row, row: dict[str, Any]) -> bool:
    """The row has the truth's value, previous value and change; a truth without a previous value says nothing of it."""
    previous, change = PREVIOUS[truth["measure"]]
    if not equal(truth["value"], row[truth["measure"]]):
        return False
    if not truth["previous_value"]:
        return True
    points = 0.006 if change.endswith("_pct") else 1e-6
    is_same = equal(truth["previous_value"], row[previous]) and equal(truth["change"], row[change], points)
    return is_same and row["previous_source"] == truth["previous_source"]


def follows(truth: gold.Row, row: dict[str, Any]) -> bool:
    is_measure = (
        row["kind"] == "measure" and row["organisation"] == truth["organisation"] and str(row["fiscal_year"]) == truth["fiscal_year"]
    )
    return bool(is_measure and resembles(truth["thing"], row["title"] or "") and row["next_year_status"] == truth["change"])


def nearest(truth: gold.Row, told: list[dict[str, Any]]) -> list[str]:
    """What the view tells of the same thing and year, for whoever reads a failure."""
    same = [row for row in told if row["organisation"] == truth["organisation"] and str(row["fiscal_year"]) == truth["fiscal_year"]]
    return [str(row) for row in same if resembles(truth["thing"], str(row[NAMES[truth["view"]]] or ""))]


@pytest.mark.parametrize(("view", "organisation"), GROUPS, ids=[f"{view}-{ORGANISATIONS[name]}" for view, name in GROUPS])
def test_the_yearly_view_tells_the_story(view: str, organisation: str, ask: Ask) -> None:
    told = ask(f"from {view}")
    missing = []
    for truth in YEARLY:
        if (truth["view"], truth["organisation"]) != (view, organisation):
            continue
        if view == "yearly_commitment":
            found = any(follows(truth, row) for row in told)
        else:
            found = any(is_of(truth, row) and tells(truth, row) for row in told)
        if not found:
            missing += ["wanted " + ", ".join(value for value in truth.values() if value), *nearest(truth, told)]
    assert not missing, "\n".join(missing)


def test_a_part_of_a_year_is_never_compared_with_a_year(ask: Ask) -> None:
    told = [row for row in ask("from yearly_indicator") if resembles("固定资产投资", row["indicator"])]
    halves = [row for row in told if row["organisation"] == "涪岭县雾溪镇人民政府" and period_of(row) == "H1"]
    assert {(int(row["fiscal_year"]), float(row["value_base"])) for row in halves} == {(2021, 94000000.0), (2023, 88000000.0)}
    assert all(row["previous_value_base"] is None for row in halves)
