"""Reading on several machines' worth of processes: real schedulers, real workers, and workers that are lost."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from flows import clusters, jobs
from flows.clusters import ClusterUnavailable, require_cluster
from flows.server import free_port
from warehouse import store
from warehouse.errors import UsageError
from warehouse.settings import Settings

BIN = Path(sys.executable).parent
REPORTS = 200


@pytest.fixture(scope="module")
def folder(samples: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough reports for a dozen batches, and one that cannot be read."""
    folder = tmp_path_factory.mktemp("reports")
    [text] = [path.read_text(encoding="utf-8") for path in samples if path.name == "wuxi-zhen-2022.txt"]
    for number in range(REPORTS):
        (folder / f"r{number:04}.txt").write_text(text.replace("雾溪镇", f"第{number}镇"), encoding="utf-8")
    (folder / "空.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    warehouse = tmp_path_factory.mktemp("one") / "w.duckdb"
    jobs.ingest(Settings(warehouse, processes=1), [folder])
    return store.content_hash(warehouse)


@contextmanager
def running(*command: object, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program of its own, ended with all that it has started."""
    with (home / "cluster.log").open("ab") as log:
        process = subprocess.Popen([str(word) for word in command], stdout=log, stderr=log, start_new_session=True)
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
def test_two_workers_of_dask_give_the_warehouse_of_one_process(folder: Path, expected: str, tmp_path: Path, loses_a_worker: bool) -> None:
    address = f"127.0.0.1:{free_port()}"
    with ExitStack() as cluster:
        host, port = address.split(":")
        cluster.enter_context(running(BIN / "dask", "scheduler", "--host", host, "--port", port, "--no-dashboard", home=tmp_path))
        wait_for(f"dask://{address}")
        worker = (BIN / "dask", "worker", f"tcp://{address}", "--nthreads", "1", "--no-dashboard", "--local-directory", tmp_path)
        first, _ = (cluster.enter_context(running(*worker, home=tmp_path)) for _ in range(2))
        with ingest(folder, tmp_path, f"dask://{address}") as process:
            if loses_a_worker:
                when_parts_come(process, tmp_path)
                os.killpg(first.pid, signal.SIGKILL)
            _, said = process.communicate(timeout=600)
    assert process.returncode == 0, said
    assert f"seen {REPORTS + 1} · loaded {REPORTS} · unchanged 0 · quarantined 1" in said
    assert store.content_hash(tmp_path / "w.duckdb") == expected
    assert not (tmp_path / "w.duckdb.parts").exists()


@pytest.mark.cluster
def test_a_ray_cluster_gives_the_warehouse_of_one_process(folder: Path, expected: str, tmp_path: Path) -> None:
    head, port = free_port(), free_port()
    temporary = Path("/tmp") / f"ray-{os.getpid()}"  # its sockets' paths must be short
    command = [BIN / "ray", "start", "--head", "--block", "--port", head, "--ray-client-server-port", port, "--num-cpus", 2]
    command += ["--include-dashboard", "false", "--disable-usage-stats", "--temp-dir", temporary]
    try:
        with running(*command, home=tmp_path):
            wait_for(f"ray://127.0.0.1:{port}")
            with ingest(folder, tmp_path, f"ray://127.0.0.1:{port}") as process:
                _, said = process.communicate(timeout=600)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    assert process.returncode == 0, said
    assert store.content_hash(tmp_path / "w.duckdb") == expected


@pytest.mark.parametrize("address", ["dask", "dask://", "dask://host", "spark://host:1", "ray://host:port", "http://host:80"])
def test_what_is_no_address_of_a_cluster_is_told(address: str) -> None:
    with pytest.raises(UsageError, match="dask://HOST:PORT or ray://HOST:PORT"):
        require_cluster(address)


def test_a_cluster_that_does_not_answer_ends_the_command_before_anything_is_made(tmp_path: Path, folder: Path) -> None:
    with ingest(folder, tmp_path, f"dask://127.0.0.1:{free_port()}") as process:
        _, said = process.communicate()
    assert process.returncode == 3
    assert "does not answer" in said
    assert "--runner" in said
    assert not list(tmp_path.iterdir())


def test_an_engine_that_is_not_installed_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(clusters.ENGINES, "dask", ("prefect_not_there", "DaskTaskRunner"))
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(ClusterUnavailable, match=r"jixiao-warehouse\[dask\]"):
        require_cluster(f"dask://127.0.0.1:{server.getsockname()[1]}")
