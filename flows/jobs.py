"""Whole jobs: one way through the rooms with its line in the ledger of runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows import walk
from flows.inbox import require_paths
from flows.results import Ingested, Refreshed
from flows.steps import DIRECT, Steps
from warehouse import __version__, store
from warehouse.errors import UsageError, WarehouseError
from warehouse.publication import Published
from warehouse.quality import CheckResult, write_reports
from warehouse.settings import Settings


class PublicationHeld(WarehouseError):
    """The last check failed an expectation of severity error: what was published stays."""

    exit_code = 1


@dataclass(slots=True)
class RunEntry:
    """The line in the ledger while the run goes on: how it will be closed."""

    key: str
    status: str = "done"
    ingested: Ingested = field(default_factory=Ingested)


@contextmanager
def run_entry(settings: Settings) -> Iterator[RunEntry]:
    """Opens a run in the ledger and closes it, as failed where an error ends the work.

    Where even that cannot be written (a full disk), the next run finds the open line and closes it as dead.
    """
    with store.open_warehouse(settings.warehouse) as warehouse:
        entry = RunEntry(store.start_run(warehouse, __version__))
    try:
        yield entry
    except BaseException:
        with suppress(WarehouseError):
            _close(settings, replace(entry, status="failed"))
        raise
    _close(settings, entry)


def _close(settings: Settings, entry: RunEntry) -> None:
    counts = entry.ingested
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
        entry.status = "held"
        require_passed_check(settings)
        entry.status = "done"
        return walk.publish(settings, site, export, where, steps)


def refresh(settings: Settings, paths: Sequence[Path], site: Path | None = None, steps: Steps = DIRECT) -> Refreshed:
    """All three; a failed expectation of severity error holds publication back, but never the report that tells of it."""
    require_paths(paths)
    with run_entry(settings) as entry:
        entry.ingested = walk.ingest(settings, paths, steps)
        result = walk.check(settings, entry.key, steps)
        report = settings.published / "quality.md"
        report.parent.mkdir(parents=True, exist_ok=True)
        write_reports(result, warehouse_path=settings.warehouse, markdown=report, fail_on="never")
        if result.held:
            entry.status = "held"
            return Refreshed(entry.ingested, result, report)
        published = walk.publish(settings, site or settings.published, settings.published, "", steps)
        return Refreshed(entry.ingested, result, report, published)


def backfill(settings: Settings, everything: bool = False, steps: Steps = DIRECT) -> Ingested:
    """Stored originals → facts, read again."""
    with run_entry(settings) as entry:
        entry.ingested = walk.backfill(settings, everything, steps)
        return entry.ingested


def forget(settings: Settings, document_key: str, reason: str) -> str:
    """Withdraws the one report whose key begins so; returns its file name. Raises UsageError where none or several do."""
    found = store.read(settings.warehouse, _BEGINNING, (document_key.strip().lower(),)).to_pylist()
    if len(document_key.strip()) < SHORTEST_KEY or len(found) != 1:
        raise UsageError(
            f"{document_key} is not the key of one report ({len(found)} begin so): give its first {SHORTEST_KEY} digits or more, "
            'see `jixiao sql "select document_key, file_name from dim_document"`'
        )
    with store.open_warehouse(settings.warehouse) as warehouse:
        store.forget(warehouse, found[0]["document_key"], reason)
        store.settle(warehouse)
    return str(found[0]["file_name"])


SHORTEST_KEY = 8
_BEGINNING = "select document_key, file_name from dim_document where starts_with(document_key, $1) order by all"
_LAST_CHECK = """
select suite, expectation from expectation_result
where not success and severity = 'error' and run_key = (select max_by(run_key, checked_at) from expectation_result)
order by all
"""


def require_passed_check(settings: Settings) -> None:
    """Raises PublicationHeld where the newest check in the warehouse failed; a warehouse never checked passes."""
    failed = store.read(settings.warehouse, _LAST_CHECK).to_pylist()
    if failed:
        names = ", ".join(f"{row['suite']}.{row['expectation']}" for row in failed[:5])
        raise PublicationHeld(
            f"publication is held back: {len(failed)} expectations failed in the last check ({names}). "
            "What was published stays. Mend the cause and run `jixiao check` again"
        )
