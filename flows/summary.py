"""The words at the end of a job: files, facts by star, findings by severity, and where everything lies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flows.results import Ingested, Refreshed
from flows.terminal import counted, say, say_all
from warehouse import store
from warehouse.quality import CheckResult
from warehouse.settings import Settings

STARS = {"budget": "budget", "indicator": "indicators", "ranking": "rankings", "case": "cases", "commitment": "commitments"}
SHOWN = 10
_FINDINGS = "select severity, count(*) as n from finding where is_current and not is_waived group by severity"


def tell_refreshed(settings: Settings, result: Refreshed) -> None:
    """All of ``jixiao run``."""
    places = [("warehouse", _short(settings.warehouse)), ("quality", _short(result.report)), *_published(result)]
    say_all([*_files(result.ingested), *_contents(settings), *_verdict(result.checked), *places])
    _tell_quarantined(result.ingested)


def tell_ingested(settings: Settings, result: Ingested) -> None:
    """All of ``jixiao ingest`` and ``jixiao backfill``."""
    say_all([*_files(result), *_contents(settings), ("warehouse", _short(settings.warehouse))])
    _tell_quarantined(result)


def tell_checked(settings: Settings, result: CheckResult, reports: Mapping[str, Path | None]) -> None:
    """All of ``jixiao check``; ``reports`` are the places of those that were asked for."""
    written = {"data docs": result.docs, **reports}
    say_all([*_contents(settings), *_verdict(result), *((name, _short(path)) for name, path in written.items() if path)])
    for outcome in result.failed[:SHOWN]:
        say(f"  failed ({outcome.severity}): {outcome.suite}.{outcome.expectation}: {outcome.why}")


def _files(result: Ingested) -> list[tuple[str, str]]:
    counts = {"seen": result.seen, "loaded": result.loaded, "unchanged": result.unchanged, "quarantined": result.quarantined}
    rest = {"forgotten": result.forgotten, "skipped": result.skipped}
    return [("files", counted(counts | {name: count for name, count in rest.items() if count}))]


def _contents(settings: Settings) -> list[tuple[str, str]]:
    """What the warehouse holds now, not what this run added."""
    tables = ", ".join(f"(select count(*) from fact_{table}) as {table}" for table in STARS)
    facts = store.read(settings.warehouse, f"select {tables}").to_pylist()[0]
    found = {row["severity"]: row["n"] for row in store.read(settings.warehouse, _FINDINGS).to_pylist()}
    return [
        ("facts", counted({label: facts[table] for table, label in STARS.items()})),
        ("findings", counted({severity: found.get(severity, 0) for severity in ("error", "warning", "note")})),
    ]


def _verdict(result: CheckResult) -> list[tuple[str, str]]:
    held = len(result.expectations) - len(result.failed)
    words = "publication held back" if result.held else "passed"
    return [("expectations", f"{held:,} of {len(result.expectations):,} hold: {words}")]


def _published(result: Refreshed) -> list[tuple[str, str]]:
    if result.published is None:
        return [("published", "nothing: an expectation of severity error failed; what was published before stays")]
    return [("sealed copy", _short(result.published.sealed)), *(("published", _short(folder)) for folder in result.published.folders)]


def _tell_quarantined(result: Ingested) -> None:
    for name, reason in result.reasons[:SHOWN]:
        say(f"  quarantined: {name}: {reason}")
    if len(result.reasons) > SHOWN:
        say(f'  ... {len(result.reasons) - SHOWN} more: jixiao sql "from quarantined_file"')


def _short(path: Path) -> str:
    """From the working directory where it lies in it: what a person can type."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
