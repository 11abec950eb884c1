from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quality_values import failed, finding, outcome, result

from warehouse.errors import UsageError
from warehouse.quality.gate import Baseline, failures, read_baseline
from warehouse.quality.reports.json_report import json_report


def test_a_failed_error_expectation_fails_every_check_and_holds_publication() -> None:
    checked = result((failed(),))
    assert (checked.held, checked.verdict) == (True, "held")
    assert len(failures(checked, "never")) == 1


def test_a_failed_warning_expectation_counts_only_when_asked() -> None:
    checked = result((failed(severity="warning"),))
    assert not checked.held
    assert failures(checked, "error") == ()
    assert len(failures(checked, "warning")) == 1


def test_findings_never_hold_publication_and_count_by_severity() -> None:
    checked = result((outcome(),), (finding(), finding(severity="warning", finding_key="1"), finding(severity="note", finding_key="2")))
    assert checked.verdict == "passed"
    assert [len(failures(checked, level)) for level in ("never", "error", "warning")] == [0, 1, 2]
    assert checked.findings_by_severity == {"error": 1, "warning": 1, "note": 1}


def test_a_waived_finding_neither_counts_nor_fails() -> None:
    checked = result((), (finding(is_waived=True),))
    assert failures(checked, "warning") == ()
    assert checked.findings_by_severity["error"] == 0


def known(tmp_path: Path, **changes: object) -> Baseline:
    path = tmp_path / "baseline.json"
    path.write_text(json_report(result(**changes), "error"), encoding="utf-8")  # type: ignore[arg-type]
    return read_baseline(path)


def test_what_the_baseline_knows_does_not_fail_again(tmp_path: Path) -> None:
    checked = result((failed(),), (finding(),))
    baseline = known(tmp_path, expectations=(failed(),), findings=(finding(),))
    assert failures(checked, "warning", baseline) == ()
    assert checked.held  # held-back data stays held back


def test_what_is_new_or_worse_fails_in_spite_of_the_baseline(tmp_path: Path) -> None:
    baseline = known(tmp_path, expectations=(failed(),), findings=(finding(severity="warning"),))
    assert len(failures(result((), (finding(finding_key="new"),)), "error", baseline)) == 1
    assert len(failures(result((), (finding(severity="error"),)), "error", baseline)) == 1
    assert len(failures(result((failed(unexpected_count=3),)), "error", baseline)) == 1
    assert failures(result((failed(unexpected_count=1),)), "error", baseline) == ()


def test_an_expectation_that_could_not_be_evaluated_is_news_after_a_failure(tmp_path: Path) -> None:
    baseline = known(tmp_path, expectations=(failed(),))
    assert len(failures(result((failed(unexpected_count=None),)), "error", baseline)) == 1


def test_a_waiver_that_has_run_out_is_news(tmp_path: Path) -> None:
    baseline = known(tmp_path, findings=(finding(is_waived=True),))
    assert len(failures(result((), (finding(),)), "error", baseline)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": "other/1"}',
        '{"format": "jixiao-check/1", "findings": 3, "expectations": []}',
        '{"format": "jixiao-check/1", "findings": [{"finding_key": "a", "severity": "grave", "is_waived": false}], "expectations": []}',
    ],
)
def test_a_baseline_that_is_none_is_a_usage_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"baseline\.json"):
        read_baseline(path)


def test_a_missing_baseline_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_baseline(tmp_path / "none.json")


severities = st.sampled_from(["error", "warning", "note"])


@given(st.lists(st.tuples(st.text(min_size=1, max_size=3), severities), max_size=6), st.sampled_from(["error", "warning", "never"]))
def test_a_check_never_fails_against_itself(told: list[tuple[str, str]], level: str) -> None:
    findings = tuple(finding(finding_key=key, severity=severity) for key, severity in dict(told).items())
    baseline = Baseline({item.finding_key: item.severity for item in findings})
    assert failures(result((), findings), level, baseline) == ()  # type: ignore[arg-type]
