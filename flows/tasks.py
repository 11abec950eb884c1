"""The steps as Prefect tasks: one task a batch of files, each task one ``return``.

Nothing is cached and no result is stored: the ledger of what is loaded is the warehouse itself.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.steps import DIRECT, Files, Steps, in_order, is_for_pool, read_batch
from warehouse.conforming import Batch
from warehouse.documents import end_workers
from warehouse.publication import Published
from warehouse.quality import CheckResult
from warehouse.settings import Settings
from warehouse.store import LoadCount, Warehouse


@task(name="read", cache_policy=NO_CACHE, persist_result=False)
def read(files: Files, seeds: Path | None, apart: bool) -> Batch:
    return read_batch(files, seeds, apart)


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
    apart = is_for_pool(batches, settings)
    try:
        yield from in_order(lambda files: read.submit(files, settings.seeds, apart), batches, settings.processes if apart else 1)
    finally:  # whatever ends the reading, Ctrl-C above all, ends it at once
        end_workers()


TASKS = Steps(read_batches, load, settle, check, publish)
