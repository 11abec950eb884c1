"""Reading on several machines' worth of processes: real schedulers, real workers, and workers that are lost."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest
from engines import BIN, TOWNSHIPS, dask, running, wait_for

from flows import clusters
from flows.clusters import ClusterUnavailable, require_cluster
from flows.server import free_port
from warehouse import store
from warehouse.errors import UsageError

SMALL = 65536


def ingest(folder: Path, tmp_path: Path, address: str) -> subprocess.Popen[str]:
    command = [BIN / "jixiao", "ingest", folder, "--runner", address, "--warehouse", tmp_path / "w.duckdb"]
    environment = {**os.environ, "PREFECT_HOME": str(tmp_path / "prefect")}
    return subprocess.Popen([str(word) for word in command], stderr=subprocess.PIPE, text=True, env=environment)


def when_parts_come(process: subprocess.Popen[str], tmp_path: Path) -> None:
    """Waits until a worker has written its first part."""
    while process.poll() is None and not [*(tmp_path / "w.duckdb.parts").glob("*.parquet")]:
        time.sleep(0.05)


@pytest.mark.cluster
@pytest.mark.parametrize("loses_a_worker", [False, True], ids=["undisturbed", "a worker is killed"])
def test_two_workers_of_dask_give_the_warehouse_of_one_process(
    townships: Path, expected: dict[str, tuple[int, str]], tmp_path: Path, loses_a_worker: bool
) -> None:
    with dask(tmp_path, None, None) as (address, workers), ingest(townships, tmp_path, address) as process:
        if loses_a_worker:
            when_parts_come(process, tmp_path)
            os.killpg(workers[0].pid, signal.SIGKILL)
        _, said = process.communicate(timeout=600)
    assert process.returncode == 0, said
    assert f"seen {TOWNSHIPS + 1} · loaded {TOWNSHIPS} · unchanged 0 · quarantined 1" in said
    assert store.content_hash(tmp_path / "w.duckdb") == expected
    assert not (tmp_path / "w.duckdb.parts").exists()


@pytest.mark.cluster
def test_a_worker_that_cannot_write_its_parts_costs_nothing_but_time(
    townships: Path, expected: dict[str, tuple[int, str]], tmp_path: Path
) -> None:
    with dask(tmp_path, small_files) as (address, _), ingest(townships, tmp_path, address) as process:
        _, said = process.communicate(timeout=600)
    assert process.returncode == 0, said
    assert "the cluster did not deliver a batch" in said
    assert "File too large" in said, said
    assert store.content_hash(tmp_path / "w.duckdb") == expected


def small_files() -> None:
    """As on a full disk no file of more than a few bytes can be written."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))


@pytest.mark.cluster
def test_a_ray_cluster_gives_the_warehouse_of_one_process(townships: Path, expected: dict[str, tuple[int, str]], tmp_path: Path) -> None:
    head, port = free_port(), free_port()
    temporary = Path("/tmp") / f"ray-{os.getpid()}"  # its sockets' paths must be short
    command = [BIN / "ray", "start", "--head", "--block", "--port", head, "--ray-client-server-port", port, "--num-cpus", 2]
    command += ["--include-dashboard", "false", "--disable-usage-stats", "--temp-dir", temporary]
    try:
        with running(*command, home=tmp_path):
            wait_for(f"ray://127.0.0.1:{port}")
            with ingest(townships, tmp_path, f"ray://127.0.0.1:{port}") as process:
                _, said = process.communicate(timeout=600)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    assert process.returncode == 0, said
    assert store.content_hash(tmp_path / "w.duckdb") == expected


@pytest.mark.parametrize("address", ["dask", "dask://", "dask://host", "spark://host:1", "ray://host:port", "http://host:80"])
def test_what_is_no_address_of_a_cluster_is_told(address: str) -> None:
    with pytest.raises(UsageError, match="dask://HOST:PORT or ray://HOST:PORT"):
        require_cluster(address)


def test_a_cluster_that_does_not_answer_ends_the_command_before_anything_is_made(tmp_path: Path, townships: Path) -> None:
    with ingest(townships, tmp_path, f"dask://127.0.0.1:{free_port()}") as process:
        _, said = process.communicate()
    assert process.returncode == 3
    assert "does not answer" in said
    assert "--runner" in said
    assert not list(tmp_path.iterdir())


def test_an_engine_that_is_not_installed_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(clusters.ENGINES, "dask", ("prefect_not_there", "DaskTaskRunner"))
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(ClusterUnavailable, match=r"jixiao-warehouse\[dask\]"):
        require_cluster(f"dask://127.0.0.1:{server.getsockname()[1]}")
