"""Batches that come as parts: what does not come, or comes damaged, is read again, and nothing is lost or counted twice."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from flows import jobs, tasks
from flows.ingest import ingest
from warehouse import store
from warehouse.settings import Settings

pytestmark = pytest.mark.usefixtures("prefect_server")

# Any cluster: the flow's own runner is threads, the parts and their way are the same.
CLUSTER = "dask://127.0.0.1:1"
WRITE = store.write_part


def damaged(folder: Path, batch: Any) -> store.Part:
    part = WRITE(folder, batch)
    data = bytearray(part.path.read_bytes())
    data[len(data) // 2] ^= 1
    part.path.write_bytes(data)
    return part


def lost(folder: Path, batch: Any) -> store.Part:
    part = WRITE(folder, batch)
    part.path.unlink()
    return part


def disk_full(folder: Path, batch: Any) -> store.Part:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def of_another_version(folder: Path, batch: Any) -> store.Part:
    documents = batch["dim_document"]
    place = documents.schema.get_field_index("extractor_version")
    others = pa.array(["another"] * len(documents), documents.schema.field(place).type)
    return WRITE(folder, {**batch, "dim_document": documents.set_column(place, documents.schema.field(place), others)})


@pytest.mark.parametrize(
    ("write", "told"),
    [
        (WRITE, ""),
        (damaged, "is damaged"),
        (lost, "cannot be read"),
        (disk_full, "No space left on device"),
        (of_another_version, "another version"),
    ],
    ids=["whole", "damaged", "lost", "disk full", "of another version"],
)
def test_parts_give_the_same_warehouse_whatever_becomes_of_them(
    inbox: Path, tmp_path: Path, write: Any, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tasks, "write_part", write)
    result = ingest([str(inbox)], str(tmp_path / "parts.duckdb"), runner=CLUSTER)
    assert result == jobs.ingest(Settings(tmp_path / "direct.duckdb"), [inbox])
    assert store.content_hash(tmp_path / "parts.duckdb") == store.content_hash(tmp_path / "direct.duckdb")
    assert not (tmp_path / "parts.duckdb.parts").exists()
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("jixiao: the cluster")]
    assert len(said) == bool(told)
    assert all(told in line for line in said)
