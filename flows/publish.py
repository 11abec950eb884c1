"""The flow ``publish``: a sealed copy, and files for readers."""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from flows import jobs
from flows.patience import deployed
from flows.tasks import TASKS
from warehouse.publication import Published
from warehouse.settings import read_settings


@flow(name="publish", persist_result=False, validate_parameters=False)
def publish(warehouse: str | None = None, site: str | None = None, export: str | None = None, where: str = "") -> Published:
    """Writes pages to ``site`` and CSV files to ``export``; both beside the warehouse where neither is named."""
    return deployed(lambda settings: jobs.publish(settings, _path(site), _path(export), where, TASKS), read_settings(warehouse))


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None
