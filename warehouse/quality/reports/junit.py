"""The check as JUnit XML: one test case per expectation and per finding, as CI systems show test results.

A case fails exactly when it fails the check. What does not count (not severe enough, or known to the baseline) passes
and says so in its output; a waived finding is skipped.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from itertools import groupby

from warehouse.quality.gate import Baseline, FailOn, failing_expectations, failing_findings
from warehouse.quality.results import CheckResult, ExpectationOutcome, RaisedFinding

# What XML 1.0 has no way to write, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_report(result: CheckResult, fail_on: FailOn, baseline: Baseline | None = None) -> str:
    """The report as XML text, in the dialect that Jenkins and GitLab read."""
    counted_expectations = {(item.suite, item.expectation) for item in failing_expectations(result, fail_on, baseline)}
    counted_findings = {item.finding_key for item in failing_findings(result, fail_on, baseline)}
    root = ET.Element("testsuites", name="jixiao check")
    for suite, outcomes in groupby(result.expectations, key=lambda item: item.suite):
        cases = [_expectation_case(item, (item.suite, item.expectation) in counted_expectations) for item in outcomes]
        _add_suite(root, f"expectations.{suite}", result, cases)
    by_rule = sorted(result.findings, key=lambda item: (item.rule, item.finding_key))
    for rule, findings in groupby(by_rule, key=lambda item: item.rule):
        cases = [_finding_case(item, item.finding_key in counted_findings) for item in findings]
        _add_suite(root, f"findings.{rule}", result, cases)
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _add_suite(root: ET.Element, name: str, result: CheckResult, cases: Iterable[ET.Element]) -> None:
    suite = ET.SubElement(root, "testsuite", name=_clean(name), timestamp=result.checked_at.strftime("%Y-%m-%dT%H:%M:%S"))
    suite.extend(cases)
    suite.set("tests", str(len(suite)))
    suite.set("errors", "0")
    for child, count in (("failure", "failures"), ("skipped", "skipped")):
        suite.set(count, str(len(suite.findall(f"testcase/{child}"))))
    for case in suite:
        case.set("classname", suite.get("name", ""))


def _expectation_case(outcome: ExpectationOutcome, counts: bool) -> ET.Element:
    case = ET.Element("testcase", name=_clean(outcome.expectation))
    if not outcome.success:
        lines = [outcome.why, *outcome.samples, f"expectations/{outcome.file}:{outcome.line}"]
        _tell(case, counts, outcome.severity, outcome.observed, lines)
    return case


def _finding_case(finding: RaisedFinding, counts: bool) -> ET.Element:
    year = "" if finding.fiscal_year is None else f" {finding.fiscal_year}"
    case = ET.Element("testcase", name=_clean(f"{finding.organisation}{year} {finding.finding_key[:12]}"), file=_clean(finding.file_name))
    if finding.is_waived:
        ET.SubElement(case, "skipped", message="waived")
        return case
    places = [f"{quote.file_name} [{quote.quote_start}:{quote.quote_end}] {quote.quote}" for quote in finding.quotes]
    lines = [line for line in (finding.computation, finding.question, *places) if line]
    _tell(case, counts, finding.severity, finding.message, lines)
    return case


def _tell(case: ET.Element, counts: bool, severity: str, message: str, lines: Iterable[str]) -> None:
    text = _clean("\n".join(lines))
    if counts:
        ET.SubElement(case, "failure", type=severity, message=_clean(message)).text = text
    else:
        ET.SubElement(case, "system-out").text = _clean(f"{severity}, does not fail this check: {message}\n{text}")


def _clean(text: str) -> str:
    """Escaping for this sink beyond what the library does: characters that XML cannot hold become U+FFFD."""
    return _UNWRITABLE.sub("\ufffd", text)
