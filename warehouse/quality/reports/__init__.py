"""The reports of a check that CI systems and people read; one format a module, all written in one place."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from warehouse.errors import UsageError
from warehouse.quality.gate import Baseline, FailOn
from warehouse.quality.reading import read_texts
from warehouse.quality.reports.json_report import json_report
from warehouse.quality.reports.junit import junit_report
from warehouse.quality.reports.markdown import markdown_report
from warehouse.quality.reports.sarif import sarif_report, text_name
from warehouse.quality.results import CheckResult


def write_reports(
    result: CheckResult,
    *,
    warehouse_path: Path,
    fail_on: FailOn = "error",
    baseline: Baseline | None = None,
    junit: Path | None = None,
    sarif: Path | None = None,
    markdown: Path | None = None,
    json: Path | None = None,
) -> tuple[Path, ...]:
    """Writes the reports that are asked for and returns their paths. Raises UsageError for a place that cannot be written.

    The SARIF report needs the texts of the documents that findings quote, reads them from the warehouse and keeps a copy
    of each in a folder beside itself, for its regions to lie in.
    """
    written: list[Path] = []
    if junit:
        written.append(write(junit, junit_report(result, fail_on, baseline)))
    if sarif:
        texts = read_texts(warehouse_path, {quote.document_key for finding in result.findings for quote in finding.quotes})
        written += _write_sarif(sarif, result, texts, baseline)
    if markdown:
        written.append(write(markdown, markdown_report(result, fail_on, baseline)))
    if json:
        written.append(write(json, json_report(result, fail_on, baseline)))
    return tuple(written)


def _write_sarif(path: Path, result: CheckResult, texts: Mapping[str, str], baseline: Baseline | None) -> list[Path]:
    folder = path.with_name(f"{path.stem}.texts")
    kept = [write(folder / text_name(document_key), text) for document_key, text in sorted(texts.items())]
    return [*kept, write(path, sarif_report(result, texts, folder.name, baseline))]


def write(path: Path, text: str) -> Path:
    """Puts a whole file in place at once; line ends stay as they are, for offsets must."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    return path
