"""The room's verb as a whole."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from tests.review.test_conformance import CONFORMANCE
from warehouse.documents.reading import read_content
from warehouse.extraction import extract
from warehouse.model import Document, Finding
from warehouse.reference import load_reference
from warehouse.resources import resource_folder
from warehouse.review import RULES, review

SAMPLES = sorted((resource_folder("seeds") / "reports").glob("*.txt"))
CATALOGUE = Path(__file__).resolve().parents[2] / "docs" / "findings.md"


def _reviewed(data: bytes) -> tuple[Document, tuple[Finding, ...]]:
    reference = load_reference()
    document = read_content(data, "report.txt", reference=reference)
    return document, review(document, extract(document, reference), reference)


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_the_same_report_gives_the_same_findings_in_order_of_place(path: Path) -> None:
    _, first = _reviewed(path.read_bytes())
    _, again = _reviewed(path.read_bytes())
    assert first == again
    assert [finding.quotes[0].start for finding in first] == sorted(finding.quotes[0].start for finding in first)


def test_no_finding_is_raised_twice() -> None:
    for _, text, _ in CONFORMANCE:
        _, findings = _reviewed(text.encode())
        assert len(set(findings)) == len(findings)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "。",
        "%",
        "其中",
        "预算",
        "9" * 500,
        "其中" * 300,
        "、" * 300 + "五所学校",
        "由31家到",
        "XX" * 200,
        "得分100分" * 50,
        "表1⇥⇥\n" * 20,
    ],
)
def test_odd_texts_are_reviewed_without_a_crash(text: str) -> None:
    document, findings = _reviewed(f"青原县水务局2022年度部门整体支出绩效自评报告\n{text}\n".encode())
    assert all(0 <= quote.start < quote.end <= len(document.text) for finding in findings for quote in finding.quotes)


def test_a_report_with_numbers_thrown_about_is_reviewed_without_a_crash() -> None:
    whole = "\n".join(text for _, text, _ in CONFORMANCE)
    dice = random.Random(7)
    for _ in range(20):
        start = dice.randrange(len(whole) - 3000)
        torn = re.sub(
            r"[0-9.,%，。；、]", lambda match: dice.choice((match.group(), "", "0", "，", "%", "其中")), whole[start : start + 3000]
        )
        document, findings = _reviewed(torn.encode())
        assert all(0 <= quote.start < quote.end <= len(document.text) for finding in findings for quote in finding.quotes)


def test_the_catalogue_describes_every_rule() -> None:
    told = CATALOGUE.read_text(encoding="utf-8")
    for name in {rule.name for rule in RULES}:
        assert f"`{name}`" in told, name
