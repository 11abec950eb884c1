"""What fails a check: the least severity that counts, and what an earlier check already knew.

Expectations are about our data, findings about the reports. A failed expectation of severity error always counts;
findings, and expectations of severity warning, count as ``fail_on`` says. A baseline (the JSON report of an earlier
check) takes out what was known already and has not become worse; it never lets held-back data be published.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from warehouse.errors import UsageError
from warehouse.quality.results import CheckResult, ExpectationOutcome, RaisedFinding

FailOn = Literal["error", "warning", "never"]
FAIL_ON: tuple[FailOn, ...] = ("error", "warning", "never")
FORMAT = "jixiao-check/1"
WEIGHT = {"note": 0, "warning": 1, "error": 2}


@dataclass(frozen=True, slots=True)
class Baseline:
    """What an earlier check knew: severity by finding_key; severity and count by suite and expectation."""

    findings: Mapping[str, str] = field(default_factory=dict)
    expectations: Mapping[tuple[str, str], tuple[str, int | None]] = field(default_factory=dict)

    def state(self, finding: RaisedFinding) -> Literal["new", "updated", "unchanged"]:
        """``updated`` means that the same finding has become more severe."""
        known = self.findings.get(finding.finding_key)
        if known is None:
            return "new"
        return "updated" if WEIGHT[finding.severity] > WEIGHT[known] else "unchanged"

    def knows(self, outcome: ExpectationOutcome) -> bool:
        """Whether the expectation failed before, no less severely and on no fewer rows."""
        known = self.expectations.get((outcome.suite, outcome.expectation))
        if known is None or WEIGHT[outcome.severity] > WEIGHT[known[0]]:
            return False
        if known[1] is None or outcome.unexpected_count is None:
            return known[1] is outcome.unexpected_count
        return outcome.unexpected_count <= known[1]


NO_BASELINE = Baseline()


def read_baseline(path: Path) -> Baseline:
    """The JSON report of an earlier check. Raises UsageError when the file is missing or no such report."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        if report["format"] != FORMAT:
            raise UsageError(f"{path}: format {report['format']!r} is not {FORMAT!r}; write it with jixiao check --json")
        return _baseline(report)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path}: no report of jixiao check --json ({type(error).__name__}: {error})") from error


def _baseline(report: Mapping[str, Any]) -> Baseline:
    findings = {item["finding_key"]: item["severity"] for item in report["findings"] if not item["is_waived"]}
    expectations = {
        (item["suite"], item["expectation"]): (item["severity"], item["unexpected_count"])
        for item in report["expectations"]
        if not item["success"]
    }
    severities = [*findings.values(), *(severity for severity, _ in expectations.values())]
    unknown = sorted(set(severities) - WEIGHT.keys())
    if unknown:
        raise ValueError(f"unknown severity {unknown[0]!r}")
    return Baseline(findings, expectations)


def failing_expectations(result: CheckResult, fail_on: FailOn, baseline: Baseline | None = None) -> tuple[ExpectationOutcome, ...]:
    """The failed expectations that count."""
    known = baseline or NO_BASELINE
    floor = WEIGHT["warning" if fail_on == "warning" else "error"]
    return tuple(item for item in result.failed if WEIGHT[item.severity] >= floor and not known.knows(item))


def failing_findings(result: CheckResult, fail_on: FailOn, baseline: Baseline | None = None) -> tuple[RaisedFinding, ...]:
    """The findings that count: open, severe enough, and new or worse."""
    if fail_on == "never":
        return ()
    known = baseline or NO_BASELINE
    severe = (item for item in result.open_findings if WEIGHT[item.severity] >= WEIGHT[fail_on])
    return tuple(item for item in severe if known.state(item) != "unchanged")


def failures(result: CheckResult, fail_on: FailOn, baseline: Baseline | None = None) -> tuple[str, ...]:
    """What fails the check, a line of text each; empty when it passes. Report words in it are not escaped."""
    expectations = [
        f"expectation {item.suite}.{item.expectation} ({item.severity}): {item.observed}"
        for item in failing_expectations(result, fail_on, baseline)
    ]
    findings = [f"{item.file_name}: {item.rule} ({item.severity}): {item.message}" for item in failing_findings(result, fail_on, baseline)]
    return (*expectations, *findings)
