"""The flow ``backfill``: stored originals read again after a reader, a rule or a seed changed."""

from __future__ import annotations

from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner

from flows import jobs
from flows.patience import deployed
from flows.results import Ingested
from flows.tasks import TASKS
from warehouse.settings import cores, read_settings


@flow(name="backfill", task_runner=ThreadPoolTaskRunner(max_workers=cores()), persist_result=False, validate_parameters=False)  # type: ignore[arg-type]
def backfill(warehouse: str | None = None, everything: bool = False, processes: int | None = None, runner: str | None = None) -> Ingested:
    """Reads again what was read with another version, or everything."""
    settings = read_settings(warehouse, processes=processes, runner=runner)
    return deployed(lambda chosen: jobs.backfill(chosen, everything, TASKS), settings)
