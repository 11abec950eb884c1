"""The steps as Prefect tasks: one task a batch of files, each task one ``return``.

Nothing is cached and no result is stored: the ledger of what is loaded is the warehouse itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture

from flows.steps import DIRECT, Files, Steps, read_batch
from warehouse.conforming import Batch
from warehouse.publication import Published
from warehouse.quality import CheckResult
from warehouse.store import LoadCount, Warehouse

# Batches read ahead of the one writer: enough to keep it busy, few enough to bound memory.
READ_AHEAD = 4


@task(name="read", cache_policy=NO_CACHE, persist_result=False)
def read(files: Files, seeds: Path | None) -> Batch:
    return read_batch(files, seeds)


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


def read_batches(batches: Sequence[Files], seeds: Path | None) -> Iterator[Batch]:
    """The batches' rows in the batches' order, a few read ahead on the flow's task runner."""
    waiting: deque[PrefectFuture[Batch]] = deque()
    for files in batches:
        waiting.append(read.submit(files, seeds))
        if len(waiting) > READ_AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


TASKS = Steps(read_batches, load, settle, check, publish)
