"""The mistakes planted in the sample reports are found, and what holds is left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import gold
import pytest
from sample_warehouse import Ask, run

ACROSS_DOCUMENTS = {"continuity_break", "commitment_repeated", "commitment_no_evidence", "copied_from_last_year"}
PLANTED = [row for row in gold.read_rows(gold.TRUTH / "findings.csv") if row["must"] == "yes"]
HERE = [row for row in PLANTED if row["rule"] not in ACROSS_DOCUMENTS]
RAISED = """
    select d.file_name, f.rule, f.severity, f.message, f.quotes
    from finding as f join dim_document as d using (document_key)
    where f.severity <> 'note' and not f.is_waived
"""


def touches(row: gold.Row, finding: dict[str, Any]) -> bool:
    """The finding is of the row's rule and report, and quotes some of the same words."""
    path = gold.report_path(row["stem"])
    if finding["rule"] != row["rule"] or Path(finding["file_name"]).name != path.name:
        return False
    spans = gold.quotes(row, gold.decode(path.read_bytes()))
    mine = [(quote["quote_start"], quote["quote_end"]) for quote in finding["quotes"]]
    return any(start < span["end"] and span["start"] < end for span in spans for start, end in mine)


@pytest.mark.parametrize("planted", HERE, ids=[f"{row['stem']}-{row['rule']}" for row in HERE])
def test_a_planted_mistake_is_found(planted: gold.Row, ask: Ask) -> None:
    assert any(touches(planted, finding) for finding in ask(RAISED)), planted["message"]


def test_nothing_that_holds_is_flagged(ask: Ask) -> None:
    holds = gold.read_rows(gold.TRUTH / "holds.csv")
    alarms = [(hold["stem"], hold["rule"], hold["why"]) for hold in holds for finding in ask(RAISED) if touches(hold, finding)]
    assert not alarms


def test_every_error_is_a_planted_one(ask: Ask) -> None:
    known = gold.read_rows(gold.TRUTH / "findings.csv")
    errors = [finding for finding in ask(RAISED) if finding["severity"] == "error"]
    assert [finding for finding in errors if not any(touches(row, finding) for row in known)] == []


@pytest.mark.slow
def test_the_break_between_two_years_is_found_by_the_check(tmp_path: Path) -> None:
    file = tmp_path / "samples.duckdb"
    run("ingest", gold.REPORTS, "--direct", "--quiet", "--warehouse", file)
    run("check", "--fail-on", "never", "--quiet", "--warehouse", file)
    (planted,) = [row for row in PLANTED if row["rule"] == "continuity_break"]
    found = json.loads(run("sql", RAISED, "--format", "json", "--quiet", "--warehouse", file))
    breaks = [finding for finding in found if finding["rule"] == "continuity_break"]
    known = [row for row in gold.read_rows(gold.TRUTH / "findings.csv") if row["rule"] == "continuity_break"]
    assert any(touches(planted, finding) for finding in breaks)
    assert all(any(touches(row, finding) for row in known) for finding in breaks)
