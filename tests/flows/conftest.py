"""One Prefect server for all flow tests, and a few reports for them to read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from engines import TOWNSHIPS

from flows import jobs
from flows.server import prepare
from warehouse import store
from warehouse.settings import Settings

prepare()


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """Prefect's own test server, which takes some fifteen seconds to start: once for all."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture(scope="session")
def inbox(tmp_path_factory: pytest.TempPathFactory, samples: list[Path]) -> Path:
    """A folder with two sample reports, an empty file, and the manifest."""
    folder = tmp_path_factory.mktemp("inbox")
    for path in [*(path for path in samples if path.suffix == ".txt")][:2]:
        shutil.copy(path, folder)
    shutil.copy(samples[0].with_name("manifest.csv"), folder)
    (folder / "空.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="session")
def townships(samples: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough reports for a dozen batches, and one that cannot be read."""
    folder = tmp_path_factory.mktemp("reports")
    [text] = [path.read_text(encoding="utf-8") for path in samples if path.name == "wuxi-zhen-2022.txt"]
    for number in range(TOWNSHIPS):
        (folder / f"r{number:04}.txt").write_text(text.replace("雾溪镇", f"第{number}镇"), encoding="utf-8")
    (folder / "空.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="session")
def expected(townships: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """What one process makes of them in a file of DuckDB."""
    warehouse = tmp_path_factory.mktemp("one") / "w.duckdb"
    jobs.ingest(Settings(warehouse, processes=1), [townships])
    return store.content_hash(warehouse)
