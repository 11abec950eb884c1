"""Reports in object storage are read as a folder is."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyarrow import fs

from flows import jobs
from flows.inbox import require_paths
from flows.remote import RemoteUnavailable, _is_inside, address, fetched, is_remote
from flows.server import free_port
from warehouse import store
from warehouse.errors import UsageError
from warehouse.settings import Settings


def test_an_address_survives_being_a_path() -> None:
    assert is_remote(Path("s3://bucket/reports/2023"))
    assert address(Path("s3://bucket/reports/2023")) == "s3://bucket/reports/2023"
    assert not any(is_remote(Path(name)) for name in ("reports", "/srv/s3:/x", "s3", "s3:", "./s3x/y"))


@pytest.mark.parametrize(
    ("name", "is_inside"), [("a/b.txt", True), ("../b.txt", False), ("a/../../b", False), ("a//b", False), ("", False)]
)
def test_no_name_of_an_object_leads_out_of_the_folder(name: str, is_inside: bool) -> None:
    assert _is_inside(name) == is_inside


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[fs.FileSystem]:
    """An S3-compatible server of its own, with an empty bucket ``county``."""
    port = free_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    with (tmp_path / "s3.log").open("wb") as log:
        server = subprocess.Popen([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], stdout=log, stderr=log)
    try:
        yield with_bucket(port)
    finally:
        server.kill()
        server.wait()


def with_bucket(port: int) -> fs.FileSystem:
    for _ in range(100):
        try:
            storage = fs.S3FileSystem(allow_bucket_creation=True, endpoint_override=f"http://127.0.0.1:{port}")
            storage.create_dir("county")
        except OSError:
            time.sleep(0.3)
        else:
            return storage
    raise TimeoutError(port)


@pytest.mark.cluster
def test_a_folder_in_object_storage_gives_the_warehouse_of_the_folder(storage: fs.FileSystem, samples: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "2023"
    (folder / "镇").mkdir(parents=True)
    for sample, place in zip(samples[:3], (folder, folder / "镇", folder), strict=True):
        shutil.copy(sample, place)
    shutil.copy(samples[0].with_name("manifest.csv"), folder)
    fs.copy_files(str(folder), "county/2023", fs.LocalFileSystem(), storage)
    direct = jobs.ingest(Settings(tmp_path / "direct.duckdb"), [folder])
    remote = jobs.ingest(Settings(tmp_path / "remote.duckdb"), [Path("s3://county/2023")])
    assert remote == direct
    assert remote.loaded == 3
    assert store.content_hash(tmp_path / "remote.duckdb") == store.content_hash(tmp_path / "direct.duckdb")
    assert jobs.ingest(Settings(tmp_path / "remote.duckdb"), [Path("s3://county/2023")]).unchanged == 3
    single = fetched(Path(f"s3://county/2023/{samples[0].name}"), tmp_path)
    assert single.read_bytes() == samples[0].read_bytes()


@pytest.mark.cluster
def test_what_is_not_there_or_does_not_answer_is_told(storage: fs.FileSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="s3://county/nowhere does not exist"):
        require_paths([Path("s3://county/nowhere")])
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(RemoteUnavailable, match="s3://county/nowhere cannot be reached"):
        require_paths([Path("s3://county/nowhere")])
