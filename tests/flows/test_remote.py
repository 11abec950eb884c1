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
from flows.stamps import Stamp, read_stamps, taken, write_stamps
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
def test_only_what_changed_in_object_storage_is_fetched_again(storage: fs.FileSystem, samples: list[Path], tmp_path: Path) -> None:
    put(storage, samples[0], "a.txt")
    put(storage, samples[1], "b.txt")
    time.sleep(2.1)  # what is younger may change within the second that storage tells
    settings = Settings(tmp_path / "w.duckdb")
    assert jobs.ingest(settings, [Path("s3://county")]).loaded == 2
    put(storage, samples[2], "b.txt")
    again = jobs.ingest(settings, [Path("s3://county")])
    assert (again.loaded, again.unchanged) == (1, 1)
    assert asked_for("a.txt", tmp_path) == 1
    assert asked_for("b.txt", tmp_path) == 2


@pytest.mark.cluster
def test_what_is_not_kept_is_fetched_again(storage: fs.FileSystem, samples: list[Path], tmp_path: Path) -> None:
    put(storage, samples[0], "a.txt")
    time.sleep(2.1)
    settings = Settings(tmp_path / "w.duckdb")
    jobs.ingest(settings, [Path("s3://county/a.txt")])
    [row] = store.read(settings.warehouse, "select document_key from dim_document").to_pylist()
    store.drop_original(settings.warehouse, row["document_key"])
    assert jobs.ingest(settings, [Path("s3://county/a.txt")]).unchanged == 1
    assert asked_for("a.txt", tmp_path) == 2


def put(storage: fs.FileSystem, sample: Path, name: str) -> None:
    with storage.open_output_stream(f"county/{name}") as stream:
        stream.write(sample.read_bytes())


def asked_for(name: str, tmp_path: Path) -> int:
    """How often the server was asked for an object's bytes."""
    return (tmp_path / "s3.log").read_text(encoding="utf-8").count(f"GET /county/{name} ")


@pytest.mark.parametrize("said", ["", "[]", "{", '{"s3://county/a.txt": 1}', '{"s3://county/a.txt": [1]}'])
def test_stamps_that_cannot_be_read_are_none(tmp_path: Path, said: str) -> None:
    (tmp_path / "w.duckdb.fetched.json").write_text(said, encoding="utf-8")
    assert read_stamps(tmp_path / "w.duckdb") == {}


def test_stamps_are_kept_and_an_original_is_taken_by_them(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    stamps = {"s3://county/镇.txt": Stamp(3, 5, "ab" * 32)}
    write_stamps(warehouse, stamps)
    assert read_stamps(warehouse) == stamps
    assert not taken(warehouse, "ab" * 32, tmp_path / "there" / "a.txt")
    original = store.original_path(warehouse, "ab" * 32)
    original.parent.mkdir(parents=True)
    original.write_bytes(b"abc")
    assert taken(warehouse, "ab" * 32, tmp_path / "there" / "a.txt")
    assert (tmp_path / "there" / "a.txt").read_bytes() == b"abc"


@pytest.mark.cluster
def test_what_is_not_there_or_does_not_answer_is_told(storage: fs.FileSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="s3://county/nowhere does not exist"):
        require_paths([Path("s3://county/nowhere")])
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(RemoteUnavailable, match="s3://county/nowhere cannot be reached"):
        require_paths([Path("s3://county/nowhere")])
