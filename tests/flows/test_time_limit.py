"""A scheduled run that hangs is ended, and the next one finds a warehouse that it can go on with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows import jobs
from flows.time_limit import CANNOT, time_limit
from warehouse import store
from warehouse.errors import UsageError
from warehouse.settings import Settings, read_settings

# A flow run of a deployment, as Prefect's runner starts one: it loads what it is given, then asks DuckDB something endless.
RUN = """
import sys
from pathlib import Path
from prefect import flow
from flows import jobs, walk
from flows.patience import deployed
from flows.tasks import TASKS
from warehouse import store
from warehouse.settings import read_settings

def work(settings):
    with jobs.run_entry(settings) as entry:
        walk.ingest(settings, [Path(sys.argv[1])], TASKS)
        print("loaded", flush=True)
        with store.open_warehouse(settings.warehouse) as warehouse:
            warehouse.connection.execute("select sum(a.range * b.range) from range(100000000) as a, range(100000000) as b")

@flow(persist_result=False, validate_parameters=False)
def endless(warehouse):
    deployed(work, read_settings(warehouse))

endless(sys.argv[2])
"""


def run_endless(inbox: Path, warehouse: Path) -> subprocess.CompletedProcess[str]:
    from prefect.settings import PREFECT_API_URL, get_current_settings

    server = get_current_settings().to_environment_variables(exclude_unset=True)
    environment = {**os.environ, **server, "PREFECT_API_URL": PREFECT_API_URL.value() or ""}
    environment |= {"PREFECT__RUNTIME__DEPLOYMENT__ID": "nightly", "JIXIAO_TIME_LIMIT": "0.5"}
    command = [sys.executable, "-c", RUN, str(inbox), str(warehouse)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.slow
def test_a_scheduled_run_that_hangs_is_ended_and_the_next_one_goes_on(prefect_server: None, inbox: Path, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "w.duckdb")
    ended = run_endless(inbox, settings.warehouse)
    assert ended.returncode == CANNOT, ended.stderr[-2000:]
    assert "longer than its limit of 0.5 minutes" in ended.stderr
    assert "loaded" in ended.stdout
    again = jobs.ingest(settings, [inbox])
    assert (again.loaded, again.unchanged) == (0, 2)
    runs = store.read(settings.warehouse, "select status from run order by started_at").to_pylist()
    assert [run["status"] for run in runs] == ["dead", "done"]


def test_work_that_ends_in_time_is_not_ended() -> None:
    with time_limit(0.0005):
        pass
    with time_limit(0):
        pass


def test_a_limit_is_given_in_minutes() -> None:
    assert read_settings(environment={}).time_limit == 360
    assert read_settings(environment={"JIXIAO_TIME_LIMIT": "0.5"}).time_limit == 0.5
    assert read_settings(environment={"JIXIAO_TIME_LIMIT": "0"}).time_limit == 0


@pytest.mark.parametrize("text", ["-1", "two hours", "nan", "inf", "1e9"])
def test_a_limit_that_is_no_number_of_minutes_says_what_to_give(text: str) -> None:
    with pytest.raises(UsageError, match=r"JIXIAO_TIME_LIMIT is .*: give minutes"):
        read_settings(environment={"JIXIAO_TIME_LIMIT": text})
