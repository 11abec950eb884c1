"""The check as JSON: everything it found, for programs and as the baseline of later checks."""

from __future__ import annotations

import json
from dataclasses import asdict

from warehouse.quality.gate import FORMAT, NO_BASELINE, Baseline, FailOn, failures
from warehouse.quality.results import CheckResult


def json_report(result: CheckResult, fail_on: FailOn, baseline: Baseline | None = None) -> str:
    """The report as text; findings tell whether they are new, updated or unchanged against the baseline."""
    known = baseline or NO_BASELINE
    report = {
        "format": FORMAT,
        "run_key": result.run_key,
        "checked_at": result.checked_at.isoformat(),
        "verdict": result.verdict,
        "fail_on": fail_on,
        "failures": list(failures(result, fail_on, baseline)),
        "findings_by_severity": result.findings_by_severity,
        "seconds": round(result.seconds, 3),
        "expectations": [asdict(outcome) for outcome in result.expectations],
        "findings": [{**asdict(finding), "state": known.state(finding)} for finding in result.findings],
    }
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"
