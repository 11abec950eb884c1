"""The inventory of rules, in the order in which a reviewer reads: form of the text, arithmetic, contents, forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from warehouse.model import Finding
from warehouse.review.reading import Reading
from warehouse.review.rules import column_totals, implausible_completion, irregular_digit_grouping, rate_vs_amounts, sum_of_parts


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
    Rule(implausible_completion.NAME, implausible_completion.check),
)
