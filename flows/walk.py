"""The ways through the rooms, the same with Prefect and without: bring in, check, publish, read again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from flows.inbox import Inbox, Refusal, open_inbox
from flows.progress import tell
from flows.results import Ingested
from flows.steps import DIRECT, Files, Steps
from warehouse import pipeline, store
from warehouse.errors import UnreadableFile, WarehouseError
from warehouse.model.source import SourceFile
from warehouse.publication import Published
from warehouse.quality import CheckResult
from warehouse.reference import Reference, load_reference
from warehouse.settings import Settings

# A batch costs a task, a transaction and some memory: few files where there are few, so that every process has its share.
FEWEST_FILES, MOST_FILES = 16, 64
BATCHES_A_PROCESS = 4
BATCH_BYTES = 4 << 20
COPIES_AT_ONCE = 8


class NoInput(WarehouseError):
    """There is nothing to read."""


def ingest(settings: Settings, paths: Sequence[Path], steps: Steps = DIRECT) -> Ingested:
    """Reads what is new under the paths into the warehouse. Raises NoInput where there is no file at all."""
    tell("looking for reports")
    reference = load_reference(settings.seeds)
    total = Ingested()
    with (
        tempfile.TemporaryDirectory(prefix="jixiao-") as workspace,
        closing(open_inbox(paths, Path(workspace), settings.warehouse)) as inboxes,
        store.open_warehouse(settings.warehouse) as warehouse,
    ):
        for inbox in inboxes:
            total = total.and_then(_take_in(settings, warehouse, reference, inbox, steps, total.seen))
        if not total.seen:
            raise NoInput(f"no report file in {', '.join(map(str, paths))}")
        _settle(warehouse, reference, steps)
    return total


def _take_in(settings: Settings, warehouse: store.Warehouse, reference: Reference, inbox: Inbox, steps: Steps, seen: int) -> Ingested:
    """One part of the inbox, after as many files as are ``seen``."""
    compared = store.compare(warehouse, inbox.files, pipeline.code_versions(reference).reader)
    fresh, refused = _kept(settings, compared.new, inbox.refused)
    store.quarantine(warehouse, [(r.name, "", r.reason_code, r.reason, r.byte_size) for r in refused])
    loaded = _bring_in(settings, warehouse, fresh, steps, _Progress(seen + len(inbox.files) - len(fresh), inbox.among))
    store.note_paths(warehouse, compared.elsewhere)
    found = [file.name for file in inbox.files] + [item.name for item in inbox.refused]
    return Ingested(
        seen=len(found),
        loaded=loaded.loaded,
        unchanged=len(compared.unchanged) + len(compared.elsewhere),
        forgotten=len(compared.forgotten),
        quarantined=loaded.quarantined + len(compared.quarantined) + len(refused),
        skipped=inbox.skipped,
        reasons=store.reasons_of(warehouse, found),
    )


def _settle(warehouse: store.Warehouse, reference: Reference, steps: Steps) -> None:
    """What depends on all documents, and on the seeds."""
    tell("settling")
    steps.settle(warehouse)
    store.set_waivers(warehouse, reference.waivers)
    store.set_expected(warehouse, reference.organisations.values())


def _kept(settings: Settings, files: Files, refused: Sequence[Refusal]) -> tuple[list[SourceFile], list[Refusal]]:
    """Copies of the originals to read from: what was hashed is what is read. Files that changed meanwhile are refused.

    Threads, for each copy waits for the disk.
    """

    def keep(file: SourceFile) -> SourceFile | Refusal:
        try:
            return store.keep_original(settings.warehouse, file)
        except UnreadableFile as error:
            return Refusal(file.name, error.reason_code, error.reason, file.byte_size)

    with ThreadPoolExecutor(COPIES_AT_ONCE) as threads:
        done = list(threads.map(keep, files))
    kept = [item for item in done if isinstance(item, SourceFile)]
    return kept, [*refused, *(item for item in done if isinstance(item, Refusal))]


class _Progress(NamedTuple):
    """Files that are done, of how many."""

    done: int
    total: int


def _bring_in(
    settings: Settings, warehouse: store.Warehouse, files: Files, steps: Steps, progress: _Progress, replaced: bool = False
) -> store.LoadCount:
    """Reads and loads batch by batch; each batch commits whole, with its ledger entries."""
    batches = list(batches_of(files, settings.processes))
    loaded = quarantined = rows = 0
    done, total = progress
    tell("reading", done, total)
    with store.streaming(warehouse), closing(steps.read(batches, settings)) as reading:
        for part, batch in zip(batches, reading, strict=True):
            count = steps.load(warehouse, batch, replace=replaced)
            loaded, quarantined, rows = loaded + count.loaded, quarantined + count.quarantined, rows + count.rows
            done += len(part)
            tell("reading", done, total)
    return store.LoadCount(loaded, quarantined, rows)


def batches_of(files: Files, processes: int = 1) -> Iterator[tuple[SourceFile, ...]]:
    """Files in their order, a few at a time: many small ones, or one large one, make a task worth its cost."""
    most = min(max(len(files) // (processes * BATCHES_A_PROCESS), FEWEST_FILES), MOST_FILES)
    batch: list[SourceFile] = []
    size = 0
    for file in files:
        if batch and (len(batch) == most or size + file.byte_size > BATCH_BYTES):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(file)
        size += file.byte_size
    if batch:
        yield tuple(batch)


def check(settings: Settings, run_key: str, steps: Steps = DIRECT) -> CheckResult:
    """Runs the suites and the findings across documents."""
    tell("checking")
    with store.open_warehouse(settings.warehouse) as warehouse:
        reference = load_reference(settings.seeds)
        store.set_waivers(warehouse, reference.waivers)
        store.set_expected(warehouse, reference.organisations.values())
    return steps.check(settings.warehouse, run_key=run_key)


def publish(settings: Settings, site: Path | None, export: Path | None, where: str = "", steps: Steps = DIRECT) -> Published:
    """Writes the sealed copy and the published files, beside the warehouse where no folder is named."""
    tell("publishing")
    if site is None and export is None:
        site = export = settings.published
    return steps.publish(settings.warehouse, site=site, export=export, where=where)


def backfill(settings: Settings, everything: bool = False, steps: Steps = DIRECT) -> Ingested:
    """Reads stored originals again: those read with another version of a reader, the rules or the seeds, or all."""
    tell("looking for outdated readings")
    reference = load_reference(settings.seeds)
    with store.open_warehouse(settings.warehouse) as warehouse:
        stale = store.stale_documents(warehouse, pipeline.code_versions(reference), everything)
        loaded = _bring_in(settings, warehouse, stale, steps, _Progress(0, len(stale)), replaced=True)
        _settle(warehouse, reference, steps)
    return Ingested(seen=len(stale), loaded=loaded.loaded, quarantined=loaded.quarantined)
