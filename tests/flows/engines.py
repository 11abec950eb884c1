"""Engines of clusters as programs of their own, for tests that need the real ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from flows.clusters import ClusterUnavailable, require_cluster
from flows.server import free_port

BIN = Path(sys.executable).parent
# Reports that the fixture ``townships`` makes: enough for a dozen batches.
TOWNSHIPS = 200


@contextmanager
def running(*command: object, home: Path, before: Callable[[], object] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A program of its own, ended with all that it has started; ``before`` is done in it first."""
    with (home / "cluster.log").open("ab") as log:
        process = subprocess.Popen([str(word) for word in command], stdout=log, stderr=log, start_new_session=True, preexec_fn=before)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(address: str) -> None:
    for _ in range(600):
        try:
            return require_cluster(address)
        except ClusterUnavailable:
            time.sleep(0.1)
    raise TimeoutError(address)


@contextmanager
def dask(home: Path, *before: Callable[[], object] | None) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler with a worker for each ``before``: its address, and the workers."""
    address = f"127.0.0.1:{free_port()}"
    host, port = address.split(":")
    with ExitStack() as cluster:
        cluster.enter_context(running(BIN / "dask", "scheduler", "--host", host, "--port", port, "--no-dashboard", home=home))
        wait_for(f"dask://{address}")
        worker = (BIN / "dask", "worker", f"tcp://{address}", "--nthreads", "1", "--no-dashboard", "--local-directory", home)
        yield f"dask://{address}", [cluster.enter_context(running(*worker, home=home, before=first)) for first in before]
