"""One Prefect server for all flow tests, and a few reports for them to read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.server import prepare

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
