"""Document and facts → findings."""

from __future__ import annotations

from warehouse.model import Document, Extraction, Finding
from warehouse.reference import Reference
from warehouse.review.reading import Reading
from warehouse.review.rules import RULES


def review(document: Document, extraction: Extraction, reference: Reference) -> tuple[Finding, ...]:
    """All that is wrong or doubtful in one report, in order of place. Pure; a check that holds raises nothing."""
    reading = Reading(document, extraction, reference)
    raised = [finding for rule in RULES for finding in rule.check(reading)]
    return tuple(sorted(raised, key=lambda finding: (finding.quotes[:1], finding.rule, finding.quotes)))
