"""Findings as SARIF 2.1.0, which code hosts show beside the text.

Regions of characters do not fit PDF or DOCX. The artifact of a finding is therefore the extracted text, kept beside the
report, and its regions count Unicode code points. Failed expectations, which are about our data and have no place in a
report, are notifications of the run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from warehouse import __version__
from warehouse.quality.gate import WEIGHT, Baseline
from warehouse.quality.results import CheckResult, ExpectationOutcome, Quote, RaisedFinding

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "jixiaoFindingKey/v1"
MOST_RESULTS = 5000  # code hosts show no more of one run


def text_name(document_key: str) -> str:
    """The file that a document's text is kept in."""
    return f"{document_key}.txt"


def sarif_report(result: CheckResult, texts: Mapping[str, str], folder: str, baseline: Baseline | None = None) -> str:
    """The report as JSON text; ``folder`` is where the texts lie, relative to the report."""
    ordered = sorted(result.findings, key=lambda item: (-WEIGHT[item.severity], item.file_name, item.rule, item.finding_key))
    shown, left_off = ordered[:MOST_RESULTS], len(ordered[MOST_RESULTS:])
    rules = sorted({finding.rule for finding in shown})
    names = {quote.document_key: quote.file_name for finding in shown for quote in finding.quotes if quote.document_key in texts}
    documents = {document_key: number for number, document_key in enumerate(sorted(names))}
    places = _Places(texts, folder, documents)
    run = {
        "tool": {"driver": {"name": "jixiao", "version": __version__, "rules": [{"id": rule, "name": rule} for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(result, left_off)],
        "artifacts": [_artifact(places, document_key, names[document_key]) for document_key in documents],
        "results": [_result(finding, rules, places, baseline) for finding in shown],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


class _Places:
    """Where quotes lie: texts, the folder that keeps them and each document's number among the artifacts."""

    def __init__(self, texts: Mapping[str, str], folder: str, documents: Mapping[str, int]) -> None:
        self.texts, self.folder, self.documents = texts, folder, documents

    def uri(self, document_key: str) -> str:
        return f"{self.folder}/{text_name(document_key)}"

    def location(self, quote: Quote) -> dict[str, Any]:
        text = self.texts[quote.document_key]
        artifact = {"uri": self.uri(quote.document_key), "index": self.documents[quote.document_key]}
        return {"physicalLocation": {"artifactLocation": artifact, "region": _region(text, quote.quote_start, quote.quote_end)}}


def _region(text: str, start: int, end: int) -> dict[str, Any]:
    """Offset and length in code points, and the lines and columns (from 1) that some viewers insist on."""
    return {
        "charOffset": start,
        "charLength": end - start,
        "startLine": text.count("\n", 0, start) + 1,
        "startColumn": start - text.rfind("\n", 0, start),
        "endLine": text.count("\n", 0, end) + 1,
        "endColumn": end - text.rfind("\n", 0, end),
        "snippet": {"text": text[start:end]},
    }


def _artifact(places: _Places, document_key: str, file_name: str) -> dict[str, Any]:
    return {
        "location": {"uri": places.uri(document_key)},
        "description": {"text": file_name},
        "mimeType": "text/plain",
        "encoding": "utf-8",
        "length": len(places.texts[document_key].encode("utf-8")),
    }


def _result(finding: RaisedFinding, rules: list[str], places: _Places, baseline: Baseline | None) -> dict[str, Any]:
    locations = [places.location(quote) for quote in finding.quotes if quote.document_key in places.documents]
    about = [finding.message, finding.computation, finding.question]
    written: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": finding.severity,
        "message": {"text": "\n".join(part for part in about if part)},
        "locations": locations[:1],
        "relatedLocations": [{"id": number, **place} for number, place in enumerate(locations[1:], start=1)],
        "partialFingerprints": {FINGERPRINT: finding.finding_key},
        "properties": {
            "organisation": finding.organisation,
            "fiscalYear": finding.fiscal_year,
            "file": finding.file_name,
        },
    }
    if finding.is_waived:
        written["suppressions"] = [{"kind": "external"}]
    if baseline is not None:
        written["baselineState"] = baseline.state(finding)
    return written


def _invocation(result: CheckResult, left_off: int) -> dict[str, Any]:
    notifications = [_notification(outcome) for outcome in result.failed]
    if left_off:
        notifications.append({"level": "note", "message": {"text": f"{left_off} findings of least severity are left off here"}})
    return {
        "executionSuccessful": not result.held,
        "endTimeUtc": result.checked_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "toolExecutionNotifications": notifications,
    }


def _notification(outcome: ExpectationOutcome) -> dict[str, Any]:
    return {
        "level": outcome.severity,
        "message": {"text": f"{outcome.suite}: {outcome.expectation}: {outcome.observed}. {outcome.why}"},
    }
