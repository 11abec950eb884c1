"""Every rule on its fragments: those that must raise it and those that must raise nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from warehouse.documents.reading import read_content
from warehouse.extraction import extract
from warehouse.model import Document, Finding
from warehouse.reference import load_reference
from warehouse.reference.corrections import Correction
from warehouse.review import RULES, review

CASES = Path(__file__).resolve().parents[1] / "cases" / "findings"


def _cases() -> Iterator[tuple[str, str, str]]:
    """(rule, text with its title, expectation) of every line of every file; ``all_rules`` stands for every rule."""
    for path in sorted(CASES.glob("*.txt")):
        organisation = year = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("@organisation "):
                organisation = line.split(maxsplit=1)[1]
            elif line.startswith("@year "):
                year = line.split(maxsplit=1)[1]
            elif line and not line.startswith("#"):
                text, _, expected = line.rpartition(" => ")
                title = f"{organisation}{year}年度部门整体支出绩效自评报告"
                yield path.stem, f"{title}\n{text}\n".replace("⏎", "\n").replace("⇥", "\t"), expected


CONFORMANCE = tuple(_cases())


# What a clerk has corrected in every fragment that calls itself corrected.
CORRECTED = "（更正）"
CORRECTION = Correction("fragment.txt", "预算数130,92.54万元", Decimal("13092.54"), "数字分组有误", "clerk")


def _reviewed(text: str) -> tuple[Document, tuple[Finding, ...]]:
    reference = load_reference()
    if CORRECTED in text:
        reference = replace(reference, corrections=(CORRECTION,))
    document = read_content(text.encode(), "fragment.txt", reference=reference)
    return document, review(document, extract(document, reference), reference)


@pytest.mark.parametrize(("rule", "text", "expected"), CONFORMANCE, ids=[f"{rule}:{text[-40:]}" for rule, text, _ in CONFORMANCE])
def test_a_fragment_raises_what_its_case_says(rule: str, text: str, expected: str) -> None:
    document, findings = _reviewed(text)
    raised = [finding for finding in findings if rule in (finding.rule, "all_rules") and finding.severity != "note"]
    if expected == "nothing":
        assert not raised, raised[0].message
        assert not [finding for finding in findings if finding.severity == "error"], findings
        return
    severities, _, words = expected.partition(": ")
    quotes = [quote.of(document.text) for finding in raised if finding.severity in severities.split("|") for quote in finding.quotes]
    assert any(words.replace(" ", "") in quote.replace(" ", "").replace("\n", "") for quote in quotes), [*raised, *findings]


def test_every_rule_has_as_many_fragments_that_hold_as_fragments_that_raise_it() -> None:
    for rule in RULES:
        expectations = [expected for name, _, expected in CONFORMANCE if name == rule.name]
        held = sum(expected == "nothing" for expected in expectations)
        assert 0 < len(expectations) - held <= held, f"{rule.name}: {held} fragments hold, {len(expectations) - held} raise it"


def test_every_quote_lies_within_the_text_and_every_finding_speaks_to_a_reader() -> None:
    for _, text, _ in CONFORMANCE:
        document, findings = _reviewed(text)
        for finding in findings:
            assert finding.quotes and finding.message.endswith("。") and finding.question.endswith("？"), finding
            assert all(0 <= quote.start < quote.end <= len(document.text) for quote in finding.quotes), finding
