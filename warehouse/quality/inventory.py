"""All that a check runs: the suites of ``expectations/`` and the offender queries of ``sql/checks/``, told as a suite."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from warehouse.model import SEVERITIES, Severity
from warehouse.quality.suites import QUERY_TYPE, Expectation, Suite, load_suites, mistake
from warehouse.resources import resource_folder

CHECKS = "checks"
CHECKS_TABLE = "dim_document"  # a query needs some batch to run on; it names its own tables
_SEVERITY = re.compile(r"^--\s*Severity:\s*(\S+)\s*$", re.MULTILINE | re.IGNORECASE)


def load_all(expectations: Path | None = None) -> tuple[Suite, ...]:
    """Every suite in the order of their names, the checks last. Raises UsageError for a mistake in a file."""
    suites = load_suites(expectations or resource_folder("expectations"))
    checks = sorted((resource_folder("sql") / "checks").glob("*.sql"))
    return (*suites, checks_suite(checks)) if checks else suites


def checks_suite(files: Iterable[Path]) -> Suite:
    """The offender queries as expectations that no row is found; a file's name is the claim, its head says why."""
    expectations = tuple(_check(file) for file in files)
    why = "Claims about several tables at once, each a query for what contradicts it."
    return Suite(CHECKS, CHECKS_TABLE, why, f"{CHECKS}/", expectations)


def _check(path: Path) -> Expectation:
    query = path.read_text(encoding="utf-8")
    head = [line.removeprefix("--").strip() for line in query.splitlines() if line.startswith("--")]
    return Expectation(
        label=path.stem,
        type=QUERY_TYPE,
        kwargs={"unexpected_rows_query": query.replace("{", "{{").replace("}", "}}")},
        severity=_severity(query, path.name),
        why=" ".join(head),
        file=path.name,
        line=1,
    )


def _severity(query: str, file: str) -> Severity:
    found = _SEVERITY.search(query)
    if not found:
        return "error"
    if found[1] not in SEVERITIES:
        line = query.count("\n", 0, found.start()) + 1
        raise mistake(file, line, f"unknown severity {found[1]!r}; known: {', '.join(SEVERITIES)}")
    return cast("Severity", found[1])
