"""The flow ``refresh``, the main job: ingest, check and publish."""

from __future__ import annotations

from pathlib import Path

from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner

from flows import jobs
from flows.artifacts import show
from flows.patience import deployed
from flows.results import Refreshed
from flows.tasks import TASKS
from warehouse.settings import cores, read_settings


@flow(name="refresh", task_runner=ThreadPoolTaskRunner(max_workers=cores()), persist_result=False, validate_parameters=False)  # type: ignore[arg-type]
def refresh(
    paths: list[str], warehouse: str | None = None, site: str | None = None, processes: int | None = None, runner: str | None = None
) -> Refreshed:
    """Reads ``paths`` into ``warehouse``, checks it, and publishes to ``site`` unless the check holds that back."""
    destination = Path(site) if site else None
    reports = [Path(path) for path in paths]
    settings = read_settings(warehouse, processes=processes, runner=runner)
    result = deployed(lambda chosen: jobs.refresh(chosen, reports, destination, TASKS), settings)
    show(result)
    return result
