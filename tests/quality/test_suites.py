from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.errors import UsageError
from warehouse.quality.inventory import checks_suite
from warehouse.quality.suites import Suite, load_suite, load_suites

GOOD = """\
table: fact_budget
why: Budgets.
expectations:
  - type: expect_column_values_to_not_be_null
    kwargs: {column: scope}
    severity: error
    why: A budget has a scope.
  - name: executed_is_no_debt
    type: unexpected_rows_expectation
    kwargs:
      unexpected_rows_query: SELECT * FROM {batch} WHERE executed_yuan < 0
    severity: warning
    why: Spending is not negative.
"""


def written(folder: Path, text: str, name: str = "fact_budget.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_suite_is_read_with_labels_severities_and_lines(tmp_path: Path) -> None:
    suite = load_suite(written(tmp_path, GOOD))
    assert isinstance(suite, Suite)
    assert (suite.name, suite.table) == ("fact_budget", "fact_budget")
    told = [(item.label, item.severity, item.line) for item in suite.expectations]
    assert told == [("expect_column_values_to_not_be_null(scope)", "error", 4), ("executed_is_no_debt", "warning", 8)]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("table: fact_budget", "table: fact_case", 1, "the file is named for 'fact_budget'"),
        ("severity: warning", "severity: fatal", 8, "unknown severity 'fatal'; known: error, warning, note"),
        ("    why: Spending is not negative.\n", "", 8, "needs the key 'why'"),
        ("  - name: executed_is_no_debt\n    type:", "  - type:", 8, "needs a name"),
        ("    why: A budget", "    reason: A budget", 4, "needs the key 'why'"),
        ("    severity: error\n", "    severity: error\n    level: 3\n", 4, "unknown key 'level'"),
        ("    severity: error\n", "    severity: error\n    severity: note\n", 7, "key 'severity' stands twice"),
        ("kwargs: {column: scope}", "kwargs: {column: scope", 6, "no valid YAML"),
        ("kwargs: {column: scope}", "kwargs: [scope]", 4, "kwargs must be a mapping"),
        ("name: executed_is_no_debt", "name: expect_column_values_to_not_be_null(scope)", 8, "stands on line 4 already"),
    ],
)
def test_a_mistake_in_a_suite_names_file_and_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(UsageError) as raised:
        load_suite(path)
    assert str(raised.value).startswith(f"fact_budget.yml:{line}: ")
    assert said in str(raised.value)


EMPTY = "table: fact_budget\nwhy: x\nexpectations: "


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n", EMPTY + "[]\n", EMPTY + "[a]\n"])
def test_a_file_that_is_no_suite_is_told_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match=r"fact_budget\.yml:1: "):
        load_suite(written(tmp_path, text))


def test_a_suite_in_another_encoding_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "fact_budget.yml"
    path.write_bytes("table: 预算".encode("gb18030"))
    with pytest.raises(UsageError, match=r"fact_budget\.yml:1: no valid YAML"):
        load_suite(path)


def test_a_folder_without_suites_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no expectation suite"):
        load_suites(tmp_path)
    with pytest.raises(UsageError, match="no such folder"):
        load_suites(tmp_path / "elsewhere")


def test_yaml_cannot_make_python_objects(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no valid YAML"):
        load_suite(written(tmp_path, "table: !!python/object/apply:os.getcwd []\n"))


def test_a_check_becomes_an_expectation_that_says_why(tmp_path: Path) -> None:
    path = written(tmp_path, "-- Grain: one row per orphan.\n-- Severity: note\nSELECT {'a': 1} AS s\n", "no_orphans.sql")
    (check,) = checks_suite([path]).expectations
    assert (check.label, check.severity) == ("no_orphans", "note")
    assert "one row per orphan" in check.why
    assert "{{'a': 1}}" in check.kwargs["unexpected_rows_query"]


def test_a_check_of_unknown_severity_names_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "-- Grain: one row per orphan.\n-- Severity: grave\nSELECT 1\n", "no_orphans.sql")
    with pytest.raises(UsageError, match=r"no_orphans\.sql:2: unknown severity 'grave'"):
        checks_suite([path])
