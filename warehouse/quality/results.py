"""What a check found out: frozen values that the gate, the reports and the store read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from warehouse.model import SEVERITIES, Severity

Verdict = Literal["passed", "held"]


@dataclass(frozen=True, slots=True)
class ExpectationOutcome:
    """One expectation in one run.

    ``expectation`` is its label, unique in its suite. ``unexpected_count`` counts offending rows or values; an
    expectation about a whole table counts 1 when it fails, and one that could not be evaluated has None. ``observed``
    says in a few words what was seen, ``samples`` shows some offenders. ``file`` and ``line`` say where it is written.
    """

    suite: str
    expectation: str
    type: str
    severity: Severity
    why: str
    success: bool
    unexpected_count: int | None
    observed: str
    samples: tuple[str, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report; offsets are code points in the text of the document ``document_key``."""

    document_key: str
    file_name: str
    quote: str
    quote_start: int
    quote_end: int
    page: int | None


@dataclass(frozen=True, slots=True)
class RaisedFinding:
    """One row of the view ``finding``, with the file that it is about."""

    finding_key: str
    document_key: str
    file_name: str
    organisation_id: str
    organisation: str
    fiscal_year: int | None
    rule: str
    severity: Severity
    message: str
    computation: str
    question: str
    is_waived: bool
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """All that one check found. ``seconds`` is its wall time; ``docs`` the first page of its Data Docs, None where its
    results were only remembered."""

    run_key: str
    checked_at: datetime
    expectations: tuple[ExpectationOutcome, ...]
    findings: tuple[RaisedFinding, ...]
    seconds: float
    docs: Path | None = None

    @property
    def failed(self) -> tuple[ExpectationOutcome, ...]:
        """The expectations that do not hold, of any severity."""
        return tuple(outcome for outcome in self.expectations if not outcome.success)

    @property
    def broken(self) -> tuple[ExpectationOutcome, ...]:
        """The failed expectations that hold publication back."""
        return tuple(outcome for outcome in self.failed if outcome.severity == "error")

    @property
    def held(self) -> bool:
        return bool(self.broken)

    @property
    def verdict(self) -> Verdict:
        return "held" if self.held else "passed"

    @property
    def open_findings(self) -> tuple[RaisedFinding, ...]:
        """The findings that nobody has waived."""
        return tuple(finding for finding in self.findings if not finding.is_waived)

    @property
    def findings_by_severity(self) -> dict[str, int]:
        """How many open findings there are of each severity; a severity without any counts 0."""
        counted = Counter(finding.severity for finding in self.open_findings)
        return {severity: counted[severity] for severity in SEVERITIES}
