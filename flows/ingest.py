"""The flow ``ingest``: report files into the warehouse."""

from __future__ import annotations

from pathlib import Path

from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner

from flows import jobs
from flows.patience import deployed
from flows.results import Ingested
from flows.tasks import TASKS
from warehouse.settings import cores, read_settings


@flow(name="ingest", task_runner=ThreadPoolTaskRunner(max_workers=cores()), persist_result=False, validate_parameters=False)  # type: ignore[arg-type]
def ingest(paths: list[str], warehouse: str | None = None, processes: int | None = None, runner: str | None = None) -> Ingested:
    """Reads the files and folders in ``paths``; ``warehouse`` is the DuckDB file (default: as the command line's), ``processes`` how
    many read at once (default: as many as cores)."""
    reports = [Path(path) for path in paths]
    settings = read_settings(warehouse, processes=processes, runner=runner)
    return deployed(lambda chosen: jobs.ingest(chosen, reports, TASKS), settings)
