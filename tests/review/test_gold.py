"""The bars on the reports with gold: every finding that must be raised, none where a place holds. Skipped without the folder."""

from __future__ import annotations

from typing import Any

import pytest

from tests.review import gold_mentions as gold
from warehouse.model import Finding
from warehouse.reference import load_reference
from warehouse.review import review

STEMS = gold.stems()
if not STEMS:
    pytest.skip("no folder of reports with gold", allow_module_level=True)


def _findings(stem: str) -> tuple[Finding, ...]:
    return review(gold.document(stem), gold.extraction(stem), load_reference())


def _touches(finding: Finding, row: dict[str, Any]) -> bool:
    spans = [(quote["start"], quote["end"]) for quote in row.get("quotes", [])]
    return not spans or any(quote.start < end and start < quote.end for quote in finding.quotes for start, end in spans)


@pytest.mark.parametrize("stem", STEMS)
def test_every_finding_that_must_be_raised_is_raised(stem: str) -> None:
    findings = [finding for finding in _findings(stem) if finding.severity != "note"]
    for row in gold.rows(stem, "findings"):
        if row.get("must"):
            assert any(finding.rule == row["rule"] and _touches(finding, row) for finding in findings), row["message_zh"]


@pytest.mark.parametrize("stem", STEMS)
def test_no_place_that_holds_is_flagged(stem: str) -> None:
    findings = [finding for finding in _findings(stem) if finding.severity != "note"]
    for row in gold.rows(stem, "must_not_flag"):
        assert not [finding for finding in findings if finding.rule == row["rule"] and _touches(finding, row)], row["why"]


@pytest.mark.parametrize("stem", STEMS)
def test_no_error_stands_where_the_gold_has_no_finding(stem: str) -> None:
    known = gold.rows(stem, "findings")
    for finding in _findings(stem):
        assert finding.severity != "error" or any(_touches(finding, row) for row in known), finding
