"""The inventory of rules, in the order in which a reviewer reads: form of the text, arithmetic, contents, forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from warehouse.model import Finding
from warehouse.review.reading import Reading
from warehouse.review.rules import (
    change_vs_level,
    column_totals,
    commitment_already_reported_done,
    correction_reopened,
    duplicated_section,
    excess_vs_target,
    execution_score_mismatch,
    full_score_unmet_target,
    grade_mismatch,
    implausible_completion,
    implausible_magnitude,
    irregular_digit_grouping,
    list_count_mismatch,
    missing_section,
    missing_unit,
    organisation_name_mismatch,
    part_exceeds_total,
    period_mismatch,
    placeholder_left,
    possible_truncation,
    project_exceeds_total,
    rate_vs_amounts,
    repeated_value_differs,
    repeated_wording_differs,
    score_above_weight,
    stale_year,
    sum_of_parts,
    total_score_mismatch,
    unexplained_budget_share,
    unexplained_underspend,
    unit_mismatch,
    weights_not_100,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its name in the public interface."""

    name: str
    check: Callable[[Reading], Iterator[Finding]]


RULES: tuple[Rule, ...] = (
    Rule(irregular_digit_grouping.NAME, irregular_digit_grouping.check),
    Rule(rate_vs_amounts.NAME, rate_vs_amounts.check),
    Rule(sum_of_parts.NAME, sum_of_parts.check),
    Rule(column_totals.NAME, column_totals.check),
    Rule(duplicated_section.NAME, duplicated_section.check),
    Rule(implausible_completion.NAME, implausible_completion.check),
    Rule(organisation_name_mismatch.NAME, organisation_name_mismatch.check),
    Rule(stale_year.NAME, stale_year.check),
    Rule(missing_unit.NAME, missing_unit.check),
    Rule(placeholder_left.NAME, placeholder_left.check),
    Rule(excess_vs_target.NAME, excess_vs_target.check),
    Rule(change_vs_level.NAME, change_vs_level.check),
    Rule(list_count_mismatch.NAME, list_count_mismatch.check),
    Rule(part_exceeds_total.NAME, part_exceeds_total.check),
    Rule(unit_mismatch.NAME, unit_mismatch.check),
    Rule(weights_not_100.NAME, weights_not_100.check),
    Rule(score_above_weight.NAME, score_above_weight.check),
    Rule(total_score_mismatch.NAME, total_score_mismatch.check),
    Rule(grade_mismatch.NAME, grade_mismatch.check),
    Rule(full_score_unmet_target.NAME, full_score_unmet_target.check),
    Rule(execution_score_mismatch.NAME, execution_score_mismatch.check),
    Rule(project_exceeds_total.NAME, project_exceeds_total.check),
    Rule(repeated_value_differs.NAME, repeated_value_differs.check),
    Rule(repeated_wording_differs.NAME, repeated_wording_differs.check),
    Rule(implausible_magnitude.NAME, implausible_magnitude.check),
    Rule(period_mismatch.NAME, period_mismatch.check),
    Rule(unexplained_underspend.NAME, unexplained_underspend.check),
    Rule(unexplained_budget_share.NAME, unexplained_budget_share.check),
    Rule(commitment_already_reported_done.NAME, commitment_already_reported_done.check),
    Rule(missing_section.NAME, missing_section.check),
    Rule(possible_truncation.NAME, possible_truncation.check),
    Rule(correction_reopened.NAME, correction_reopened.check),
)
