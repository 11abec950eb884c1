"""The steps as Prefect tasks: one task a batch of files, each task one ``return``.

Nothing is cached and no result is stored: the ledger of what is loaded is the warehouse itself.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture

from flows.steps import DIRECT, Files, Steps, in_order, is_for_pool, read_batch
from flows.terminal import say
from warehouse import pipeline
from warehouse.conforming import Batch
from warehouse.documents import end_workers
from warehouse.publication import Published
from warehouse.quality import CheckResult
from warehouse.reference import load_reference
from warehouse.settings import Settings
from warehouse.store import DamagedPart, LoadCount, Part, Warehouse, drop_part, parts_folder, write_part
from warehouse.store import read_part as load_part

# A batch of the largest files takes minutes; whatever takes longer than this is not coming.
DELIVERY_SECONDS = 1800.0


@task(name="read", cache_policy=NO_CACHE, persist_result=False)
def read(files: Files, seeds: Path | None, apart: bool) -> Batch:
    return read_batch(files, seeds, apart)


@task(name="read_part", cache_policy=NO_CACHE, persist_result=False)
def read_part(files: Files, seeds: Path | None, folder: Path) -> Part:
    return write_part(folder, read_batch(files, seeds, apart=True))


@task(name="load", cache_policy=NO_CACHE, persist_result=False)
def load(warehouse: Warehouse, batch: Batch, *, replace: bool = False) -> LoadCount:
    return DIRECT.load(warehouse, batch, replace=replace)


@task(name="settle", cache_policy=NO_CACHE, persist_result=False)
def settle(warehouse: Warehouse) -> None:
    return DIRECT.settle(warehouse)


@task(name="check", cache_policy=NO_CACHE, persist_result=False)
def check(warehouse: Path, *, run_key: str) -> CheckResult:
    return DIRECT.check(warehouse, run_key=run_key)


@task(name="publish", cache_policy=NO_CACHE, persist_result=False)
def publish(warehouse: Path, **options: Any) -> Published:
    return DIRECT.publish(warehouse, **options)


def read_batches(batches: Sequence[Files], settings: Settings) -> Generator[Batch, None, None]:
    """The batches' rows in the batches' order, a few read ahead on the flow's task runner."""
    if settings.runner:
        yield from in_order(lambda files: _sent(files, settings), batches, settings.processes)
        return
    apart = is_for_pool(batches, settings)
    try:
        yield from in_order(lambda files: read.submit(files, settings.seeds, apart), batches, settings.processes if apart else 1)
    finally:  # whatever ends the reading, Ctrl-C above all, ends it at once
        end_workers()


@dataclass(frozen=True, slots=True)
class Delivery:
    """A batch that a cluster reads; only where its part lies travels back."""

    files: Files
    seeds: Path | None
    future: PrefectFuture[Part]

    def result(self) -> Batch:
        """Its rows. What the cluster does not deliver (a lost worker, a full disk, a damaged part) is read here, and told;
        so is what a worker of another version has read."""
        self.future.wait(DELIVERY_SECONDS)
        state = self.future.state
        if not state.is_completed():
            return self._read_here(state.message or state.name or "no answer")
        part = self.future.result()
        try:
            batch: Batch = load_part(part)
        except DamagedPart as error:
            return self._read_here(str(error))
        finally:
            drop_part(part)
        if not pipeline.is_read_with(batch, load_reference(self.seeds)):
            return self._read_here("the worker has another version of the program or of the seeds; install this one there")
        return batch

    def _read_here(self, problem: str) -> Batch:
        say(f"jixiao: the cluster did not deliver a batch of {len(self.files)} files, so it is read here: {problem}")
        return read_batch(self.files, self.seeds, apart=True)


def _sent(files: Files, settings: Settings) -> Delivery:
    return Delivery(files, settings.seeds, read_part.submit(files, settings.seeds, parts_folder(settings.warehouse)))


TASKS = Steps(read_batches, load, settle, check, publish)
