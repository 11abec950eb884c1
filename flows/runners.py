"""Each job by Prefect or without it: the same walk, the same result."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from flows import jobs
from flows.clusters import task_runner
from flows.progress import tell
from flows.results import Ingested, Refreshed
from flows.server import embedded_server
from warehouse.settings import Settings

if TYPE_CHECKING:
    from prefect import Flow

P = ParamSpec("P")
R = TypeVar("R")

STARTING = "starting Prefect"


def ingest(settings: Settings, paths: Sequence[Path], *, direct: bool) -> Ingested:
    if direct:
        return jobs.ingest(settings, paths)
    tell(STARTING)
    with embedded_server():
        from flows.ingest import ingest as flow

        return sized(flow, settings)([str(path) for path in paths], str(settings.warehouse), settings.processes, settings.runner)


def refresh(settings: Settings, paths: Sequence[Path], site: Path | None, *, direct: bool) -> Refreshed:
    if direct:
        return jobs.refresh(settings, paths, site)
    tell(STARTING)
    with embedded_server():
        from flows.refresh import refresh as flow

        place = str(site) if site else None
        return sized(flow, settings)([str(path) for path in paths], str(settings.warehouse), place, settings.processes, settings.runner)


def backfill(settings: Settings, everything: bool, *, direct: bool) -> Ingested:
    if direct:
        return jobs.backfill(settings, everything)
    tell(STARTING)
    with embedded_server():
        from flows.backfill import backfill as flow

        return sized(flow, settings)(str(settings.warehouse), everything, settings.processes, settings.runner)


def sized(flow: Flow[P, R], settings: Settings) -> Flow[P, R]:
    """The flow with a thread for each process that reads, or on the cluster that the settings name."""
    from prefect.task_runners import ThreadPoolTaskRunner

    runner: Any = task_runner(settings.runner) if settings.runner else ThreadPoolTaskRunner(max_workers=settings.processes)
    return flow.with_options(task_runner=runner)
