"""Whole jobs: one way through the rooms with its line in the ledger of runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from flows import walk
from flows.inbox import require_paths
from flows.last_check import PublicationHeld, code_version, require_passed_check, still_valid
from flows.notifying import notify_held
from flows.results import Ingested, Refreshed
from flows.steps import DIRECT, Steps
from warehouse import store
from warehouse.errors import WarehouseError
from warehouse.publication import Published
from warehouse.quality import CheckResult, drop_results, write_reports
from warehouse.settings import Settings


@dataclass(slots=True)
class RunEntry:
    """The line in the ledger while the run goes on: how it will be closed."""

    key: str
    status: str = "done"
    ingested: Ingested = field(default_factory=Ingested)
    is_closed: bool = False


@contextmanager
def run_entry(settings: Settings) -> Iterator[RunEntry]:
    """Opens a run in the ledger and closes it, as failed where an error ends the work; it has the warehouse for itself all the while.

    Where even that cannot be written (a full disk), the next run finds the open line and closes it as dead.
    """
    store.point_to(settings.warehouse, settings.catalogue)
    with store.lock_warehouse(settings.warehouse):
        with store.open_warehouse(settings.warehouse) as warehouse:
            entry = RunEntry(store.start_run(warehouse, code_version(settings)))
        try:
            yield entry
        except BaseException as error:
            entry.status = "held" if isinstance(error, PublicationHeld) else "failed"
            with suppress(WarehouseError):
                close(settings, entry)
            raise
        if not entry.is_closed:
            close(settings, entry)


def close(settings: Settings, entry: RunEntry) -> None:
    """Writes how the run ended. Before a copy is sealed, so that the copy knows its own run as ended."""
    counts = entry.ingested
    entry.is_closed = True
    with store.open_warehouse(settings.warehouse) as warehouse:
        store.finish_run(
            warehouse,
            entry.key,
            entry.status,
            files_seen=counts.seen,
            files_loaded=counts.loaded,
            files_unchanged=counts.unchanged,
            files_quarantined=counts.quarantined,
        )


def ingest(settings: Settings, paths: Sequence[Path], steps: Steps = DIRECT) -> Ingested:
    """Files → facts. Raises UsageError for a path that does not exist, before the warehouse is touched."""
    require_paths(paths)
    with run_entry(settings) as entry:
        entry.ingested = walk.ingest(settings, paths, steps)
        return entry.ingested


def check(settings: Settings, steps: Steps = DIRECT) -> CheckResult:
    """Facts → results and findings across documents."""
    with run_entry(settings) as entry:
        result = walk.check(settings, entry.key, steps)
        entry.status = "held" if result.held else "done"
        return result


def publish(settings: Settings, site: Path | None = None, export: Path | None = None, where: str = "", steps: Steps = DIRECT) -> Published:
    """Views → files. Raises PublicationHeld where the last check failed."""
    with run_entry(settings) as entry:
        try:
            require_passed_check(settings)
        except PublicationHeld as held:
            notify_held(settings, [str(held)])
            raise
        close(settings, entry)
        return walk.publish(settings, site, export, where, steps)


def refresh(settings: Settings, paths: Sequence[Path], site: Path | None = None, steps: Steps = DIRECT) -> Refreshed:
    """All three; a failed expectation of severity error holds publication back, but never the report that tells of it.

    Where nothing has changed since a check that passed, its results stand: it would say the same again.
    """
    require_paths(paths)
    with run_entry(settings) as entry:
        entry.ingested = walk.ingest(settings, paths, steps)
        report = report_of(settings)
        result = still_valid(settings) if report.is_file() else None
        if result is None:
            result = walk.check(settings, entry.key, steps)
            write_reports(result, warehouse_path=settings.warehouse, markdown=report, fail_on="never")
        if result.held:
            entry.status = "held"
            notify_held(settings, [f"{broken.suite}.{broken.expectation}: {broken.why}" for broken in result.broken], report)
            return Refreshed(entry.ingested, result, report)
        close(settings, entry)
        published = walk.publish(settings, site or settings.published, settings.published, "", steps)
        return Refreshed(entry.ingested, result, report, published)


def backfill(settings: Settings, everything: bool = False, steps: Steps = DIRECT) -> Ingested:
    """Stored originals → facts, read again."""
    with run_entry(settings) as entry:
        entry.ingested = walk.backfill(settings, everything, steps)
        return entry.ingested


def forget(settings: Settings, document_key: str, reason: str) -> None:
    """Withdraws the one report whose key begins so, out of what is published beside the warehouse, too.

    Raises UsageError where none or several do.
    """
    with store.open_warehouse(settings.warehouse) as warehouse:
        store.forget(warehouse, document_key.strip().lower(), reason)
    drop_results(settings.warehouse)
    if settings.published.is_dir():
        report_of(settings).unlink(missing_ok=True)  # it quotes the report; the next check writes it anew
        walk.publish(settings, None, None)


def report_of(settings: Settings) -> Path:
    """Where ``refresh`` puts the quality report."""
    return settings.published / "quality.md"
