"""The steps of a walk, in this process. ``flows.tasks`` has the same ones as Prefect tasks; a walk takes either."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from warehouse import documents, pipeline, publication, quality, store
from warehouse.conforming import Batch
from warehouse.model.source import SourceFile
from warehouse.reference import load_reference
from warehouse.settings import Settings

Files = Sequence[SourceFile]

# Batches read ahead of the one writer, besides those at work: enough to keep it busy, few enough to bound memory.
READ_AHEAD = 2
# Below that many files the start of the processes costs more than they save.
POOL_FROM = 64


class Reading(Protocol):
    """A batch that is being read somewhere."""

    def result(self) -> Batch: ...


def read_batch(files: Files, seeds: Path | None, apart: bool = False) -> Batch:
    """Rooms 1 to 4 for a few files: a pure function of their bytes and the seeds. ``apart``: in a process of the pool."""
    return pipeline.process_apart(files, seeds) if apart else pipeline.process(files, load_reference(seeds))


def is_for_pool(batches: Sequence[Files], settings: Settings) -> bool:
    """Whether there is enough to read for a pool of processes."""
    return settings.processes > 1 and sum(map(len, batches)) >= POOL_FROM


def read_batches(batches: Sequence[Files], settings: Settings) -> Generator[Batch, None, None]:
    """One batch of rows for each batch of files, in the same order."""
    if not is_for_pool(batches, settings):
        yield from (read_batch(files, settings.seeds) for files in batches)
        return
    threads = ThreadPoolExecutor(settings.processes)
    try:
        yield from in_order(lambda files: threads.submit(read_batch, files, settings.seeds, True), batches, settings.processes)
    finally:  # whatever ends the reading, Ctrl-C above all, ends it at once
        threads.shutdown(wait=False, cancel_futures=True)
        documents.end_workers()
        threads.shutdown()


def in_order(start: Callable[[Files], Reading], batches: Sequence[Files], at_once: int) -> Generator[Batch, None, None]:
    """The batches' rows in the batches' order, a few read ahead."""
    waiting: deque[Reading] = deque()
    for files in batches:
        waiting.append(start(files))
        if len(waiting) >= at_once + READ_AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@dataclass(frozen=True, slots=True)
class Steps:
    """What a walk does at each room; the order of the walk is not theirs."""

    read: Callable[[Sequence[Files], Settings], Generator[Batch, None, None]]
    load: Callable[..., store.LoadCount]
    settle: Callable[[store.Warehouse], None]
    check: Callable[..., quality.CheckResult]
    publish: Callable[..., publication.Published]


DIRECT = Steps(read_batches, store.load, store.settle, quality.check, publication.publish)
