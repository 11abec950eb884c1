"""ROOM 6: expectation suites and cross-document findings on the warehouse, and the reports that CI shows of them.

Importing the room is cheap; Great Expectations is imported when a check begins.
"""

from warehouse.quality.checking import check
from warehouse.quality.gate import FAIL_ON, Baseline, FailOn, failures, read_baseline
from warehouse.quality.keeping import drop_results, newest_docs
from warehouse.quality.reading import read_texts
from warehouse.quality.reports import write_reports
from warehouse.quality.results import CheckResult, ExpectationOutcome, Quote, RaisedFinding

__all__ = [
    "FAIL_ON",
    "Baseline",
    "CheckResult",
    "ExpectationOutcome",
    "FailOn",
    "Quote",
    "RaisedFinding",
    "check",
    "drop_results",
    "failures",
    "newest_docs",
    "read_baseline",
    "read_texts",
    "write_reports",
]
