"""Each job by Prefect or without it: the same walk, the same result."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows import jobs
from flows.progress import tell
from flows.results import Ingested, Refreshed
from flows.server import embedded_server
from warehouse.settings import Settings

STARTING = "starting Prefect"


def ingest(settings: Settings, paths: Sequence[Path], *, direct: bool) -> Ingested:
    if direct:
        return jobs.ingest(settings, paths)
    tell(STARTING)
    with embedded_server():
        from flows.ingest import ingest as flow

        return flow([str(path) for path in paths], str(settings.warehouse))


def refresh(settings: Settings, paths: Sequence[Path], site: Path | None, *, direct: bool) -> Refreshed:
    if direct:
        return jobs.refresh(settings, paths, site)
    tell(STARTING)
    with embedded_server():
        from flows.refresh import refresh as flow

        return flow([str(path) for path in paths], str(settings.warehouse), str(site) if site else None)


def backfill(settings: Settings, everything: bool, *, direct: bool) -> Ingested:
    if direct:
        return jobs.backfill(settings, everything)
    tell(STARTING)
    with embedded_server():
        from flows.backfill import backfill as flow

        return flow(str(settings.warehouse), everything)
