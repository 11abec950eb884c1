"""Scheduled deployments, served until stopped: a nightly refresh, and every flow by hand from Prefect's page."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from flows.remote import is_remote
from flows.server import OrchestratorUnavailable, dying_with_parent, free_port, prepare
from flows.terminal import say
from warehouse.settings import Settings
from warehouse.store import point_to

START_SECONDS = 120.0


def serve_deployments(settings: Settings, paths: Sequence[Path], cron: str, timezone: str, *, quiet: bool) -> None:
    """Serves ``nightly`` (refresh, by ``cron``) and the flows ingest, check, publish and backfill without a schedule.

    The embedded server runs no scheduler, so a whole one is started unless ``PREFECT_API_URL`` names one.
    """
    prepare(quiet=False)
    with _server(quiet):
        _serve(settings, [str(path if is_remote(path) else path.absolute()) for path in paths], cron, timezone)


def _serve(settings: Settings, paths: list[str], cron: str, timezone: str) -> None:
    from prefect import serve
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Cron

    from flows.backfill import backfill
    from flows.check import check
    from flows.ingest import ingest
    from flows.publish import publish
    from flows.refresh import refresh

    point_to(settings.warehouse, settings.catalogue)
    warehouse = {"warehouse": str(settings.warehouse)}
    reading = {**warehouse, "paths": paths}
    deployments = (
        refresh.to_deployment("nightly", schedule=Cron(cron, timezone=timezone), parameters=reading, concurrency_limit=1),
        ingest.to_deployment("ingest", parameters=reading, concurrency_limit=1),
        check.to_deployment("check", parameters=warehouse, concurrency_limit=1),
        publish.to_deployment("publish", parameters=warehouse, concurrency_limit=1),
        backfill.to_deployment("backfill", parameters=warehouse, concurrency_limit=1),
    )
    # Outside an event loop each is a deployment, never the promise of one.
    serve(*(deployment for deployment in deployments if isinstance(deployment, RunnerDeployment)), limit=1, print_starting_message=False)


@contextmanager
def _server(quiet: bool) -> Iterator[None]:
    """A Prefect server with its scheduler, on a free port of the loopback address, ended with this process."""
    if os.environ.get("PREFECT_API_URL"):
        yield
        return
    port = free_port()
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    log = Path(os.environ["PREFECT_HOME"], "schedule.log")
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("wb") as output:
        # In a session of its own Ctrl-C in the terminal does not reach it: it must outlive what is served on it.
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=dying_with_parent(),
        )
    try:
        _wait_for(process, f"{os.environ['PREFECT_API_URL']}/health", log)
        if not quiet:
            say(f"Prefect: http://127.0.0.1:{port} (its log: {log}); stop with Ctrl-C")
        yield
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_for(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    with httpx.Client(trust_env=False, timeout=5) as client:
        while time.monotonic() < until and process.poll() is None:
            try:
                if client.get(url).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                time.sleep(0.2)
    raise OrchestratorUnavailable(f"Prefect's server did not start, see {log}")
