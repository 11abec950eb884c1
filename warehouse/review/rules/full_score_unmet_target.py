"""A full score for a target that was not met.

满意度 指标值≥95% 完成值93.4% 分值10 得分10     => raised
登记失业率 指标值≤4.5% 完成值3.1% 分值4 得分4    => nothing: the lower the better
"""

from __future__ import annotations

from collections.abc import Iterator

from warehouse.model import Finding, Severity
from warehouse.review.grid import Entry, cover
from warehouse.review.reading import Reading
from warehouse.review.scores import forms

NAME = "full_score_unmet_target"


def check(reading: Reading) -> Iterator[Finding]:
    for form in forms(reading):
        for line in form.lines:
            target, actual = line.row.entry("target"), line.row.entry("actual")
            if not (line.weight and line.score and target and actual) or line.score.value != line.weight.value or not line.weight.value:
                continue
            severity = _unmet(reading, line.row.label, target, actual)
            if severity is not None:
                message = f"“{line.row.label}”指标值{target.text}、完成值{actual.text}，未达目标却得满分{line.score.number}分。"
                quote = cover((target, actual, line.score, line.weight))
                question = f"“{line.row.label}”未达目标，满分的依据是什么？"
                yield reading.finding(NAME, severity, message, [quote], f"{actual.text} 未达 {target.text}", question)


def _unmet(reading: Reading, label: str, target: Entry, actual: Entry) -> Severity | None:
    """Whether the target was certainly (error) or by its plain reading (warning) not met."""
    if target.unit != actual.unit or actual.qualifier != "exact":
        return None
    if target.qualifier in ("at_most", "less_than"):
        return "error" if actual.value > target.value else None
    if target.qualifier in ("at_least", "more_than"):
        return "error" if actual.value < target.value else None
    known = reading.reference.indicator(label)
    if (
        reading.pack.tells(NAME, "lower_is_better", label)
        or "执行率" in label
        or (known is not None and known.polarity != "higher_is_better")
    ):
        return None
    return "warning" if actual.value < target.value else None
