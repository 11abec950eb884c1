"""Values that the tests of the room share: one finding, one outcome, one check."""

from __future__ import annotations

from datetime import UTC, datetime

from warehouse.quality.results import CheckResult, ExpectationOutcome, Quote, RaisedFinding

TEXT = "第一行\r\n支出总计,867.48万元，𠀀字之后。\n末行"
DOCUMENT = "d" * 64
QUOTED = "867.48万元"


def quote(text: str = TEXT, words: str = QUOTED, document_key: str = DOCUMENT) -> Quote:
    start = text.index(words)
    return Quote(document_key, "某局-2022.txt", words, start, start + len(words), None)


def finding(**changes: object) -> RaisedFinding:
    fields: dict[str, object] = {
        "finding_key": "f" * 32,
        "document_key": DOCUMENT,
        "file_name": "某局-2022.txt",
        "organisation_id": "o1",
        "organisation": "某局",
        "fiscal_year": 2022,
        "rule": "irregular_digit_grouping",
        "severity": "error",
        "message": "金额分节有误。",
        "computation": "",
        "question": "请核对。",
        "is_waived": False,
        "quotes": (quote(),),
    }
    return RaisedFinding(**{**fields, **changes})  # type: ignore[arg-type]


def outcome(**changes: object) -> ExpectationOutcome:
    fields: dict[str, object] = {
        "suite": "fact_budget",
        "expectation": "expect_column_values_to_not_be_null(scope)",
        "type": "expect_column_values_to_not_be_null",
        "severity": "error",
        "why": "A budget has a scope.",
        "success": True,
        "unexpected_count": 0,
        "observed": "",
        "samples": (),
        "file": "fact_budget.yml",
        "line": 7,
    }
    return ExpectationOutcome(**{**fields, **changes})  # type: ignore[arg-type]


def failed(**changes: object) -> ExpectationOutcome:
    return outcome(**{"success": False, "unexpected_count": 2, "observed": "2 unexpected", "samples": ("a", "b"), **changes})


def result(expectations: tuple[ExpectationOutcome, ...] = (), findings: tuple[RaisedFinding, ...] = ()) -> CheckResult:
    return CheckResult("r" * 32, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), expectations, findings, 1.5)
