"""The steps of a walk, in this process. ``flows.tasks`` has the same ones as Prefect tasks; a walk takes either."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from warehouse import pipeline, publication, quality, store
from warehouse.conforming import Batch
from warehouse.model.source import SourceFile
from warehouse.reference import load_reference

Files = Sequence[SourceFile]


def read_batch(files: Files, seeds: Path | None) -> Batch:
    """Rooms 1 to 4 for a few files: a pure function of their bytes and the seeds."""
    return pipeline.process(files, load_reference(seeds))


def read_batches(batches: Sequence[Files], seeds: Path | None) -> Iterator[Batch]:
    """One batch of rows for each batch of files, in the same order."""
    return (read_batch(files, seeds) for files in batches)


@dataclass(frozen=True, slots=True)
class Steps:
    """What a walk does at each room; the order of the walk is not theirs."""

    read: Callable[[Sequence[Files], Path | None], Iterator[Batch]]
    load: Callable[..., store.LoadCount]
    settle: Callable[[store.Warehouse], None]
    check: Callable[..., quality.CheckResult]
    publish: Callable[..., publication.Published]


DIRECT = Steps(read_batches, store.load, store.settle, quality.check, publication.publish)
