"""What Great Expectations says of an expectation, read as an outcome of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse.quality.results import ExpectationOutcome
from warehouse.quality.suites import QUERY_TYPE, Expectation, Suite

SAMPLES = 5
SAMPLE_LENGTH = 200


def read_outcomes(suite: Suite, results: Mapping[str, Any]) -> tuple[ExpectationOutcome, ...]:
    """The outcomes of a suite in its order; ``results`` are the library's own by label."""
    return tuple(_read(suite, expectation, results[expectation.label]) for expectation in suite.expectations)


def needs_rows(result: Any) -> bool:
    """Whether a query failed, whose offending rows only the library's complete format tells."""
    return not result.success and result.expectation_config.type == QUERY_TYPE and not _problem(result.exception_info)


def keep_few_rows(result: Any) -> None:
    """Cuts the offending rows of a complete result to a few short ones, in place; how many there are stays told."""
    details = result.result["details"]
    details["unexpected_rows"] = [{name: _short(value) for name, value in row.items()} for row in details["unexpected_rows"][:SAMPLES]]


def _read(suite: Suite, expectation: Expectation, result: Any) -> ExpectationOutcome:
    problem = _problem(result.exception_info)
    if problem:
        return _outcome(suite, expectation, success=False, observed=problem)
    details = result.result
    observed = details.get("observed_value")
    if result.success:
        return _outcome(suite, expectation, success=True, count=0)
    if expectation.type == QUERY_TYPE:
        rows = details["details"]["unexpected_rows"]
        return _outcome(suite, expectation, success=False, count=int(observed), samples=tuple(map(_row, rows)))
    if "unexpected_count" in details:
        samples = tuple(_short(value) for value in details.get("partial_unexpected_list", ()))
        return _outcome(suite, expectation, success=False, count=int(details["unexpected_count"]), samples=samples)
    return _outcome(suite, expectation, success=False, count=1, observed=f"observed {_short(observed)}")


def _outcome(
    suite: Suite,
    expectation: Expectation,
    *,
    success: bool,
    count: int | None = None,
    observed: str = "",
    samples: tuple[str, ...] = (),
) -> ExpectationOutcome:
    return ExpectationOutcome(
        suite=suite.name,
        expectation=expectation.label,
        type=expectation.type,
        severity=expectation.severity,
        why=expectation.why,
        success=success,
        unexpected_count=count,
        observed=observed or ("" if success else f"{count} unexpected"),
        samples=samples,
        file=expectation.file,
        line=expectation.line,
    )


def _problem(exception_info: dict[str, Any]) -> str:
    """What went wrong in evaluating; the library nests it by metric or not. Empty where nothing did."""
    entries = [exception_info] if "raised_exception" in exception_info else list(exception_info.values())
    messages = [str(entry["exception_message"]) for entry in entries if entry.get("raised_exception")]
    return _short(messages[0].splitlines()[0]) if messages else ""


def _row(row: dict[str, Any]) -> str:
    return _short(", ".join(f"{name}={value}" for name, value in row.items()))


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= SAMPLE_LENGTH else text[: SAMPLE_LENGTH - 1] + "…"
