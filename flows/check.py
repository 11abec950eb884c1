"""The flow ``check``: expectation suites and findings across documents."""

from __future__ import annotations

from prefect import flow

from flows import jobs
from flows.patience import deployed
from flows.tasks import TASKS
from warehouse.quality import CheckResult
from warehouse.settings import read_settings


@flow(name="check", persist_result=False, validate_parameters=False)
def check(warehouse: str | None = None) -> CheckResult:
    """Checks the warehouse; its result says whether publication is held back."""
    return deployed(lambda settings: jobs.check(settings, TASKS), read_settings(warehouse))
