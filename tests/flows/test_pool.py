"""Reports read by a pool of processes: the same warehouse, whatever becomes of the processes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows import inbox, jobs
from flows.steps import POOL_FROM
from flows.walk import FEWEST_FILES, MOST_FILES, batches_of
from tests.documents.report_writers import write_docx, write_html
from warehouse import pipeline, store
from warehouse.documents import isolation
from warehouse.model.source import SourceFile
from warehouse.settings import Settings, cores

REPORTS = 300
PROGRAM = Path(sys.executable).with_name("jixiao")


def many_reports(folder: Path, samples: list[Path], count: int) -> Path:
    """Short reports of as many bodies, in other formats, too, and one that cannot be read."""
    folder.mkdir()
    [text] = [path.read_text(encoding="utf-8") for path in samples if path.name == "wuxi-zhen-2022.txt"]
    for number in range(count):
        (folder / f"r{number:04}.txt").write_text(text.replace("雾溪镇", f"第{number}镇"), encoding="utf-8")
    write_docx(folder / "a.docx")
    write_html(folder / "b.html")
    shutil.copy(folder / "r0001.txt", folder / "same.txt")
    (folder / "空.txt").write_bytes(b"")
    return folder


def sources(folder: Path) -> list[SourceFile]:
    return [SourceFile(path, path.name, store.file_digest(path), path.stat().st_size) for path in sorted(folder.iterdir())]


def rows(batch: dict[str, Any]) -> dict[str, list[str]]:
    return {table: sorted(map(str, found.to_pylist())) for table, found in batch.items()}


def test_a_pool_gives_the_warehouse_of_one_process(samples: list[Path], tmp_path: Path) -> None:
    folder = many_reports(tmp_path / "in", samples, POOL_FROM)
    one = jobs.ingest(Settings(tmp_path / "one.duckdb", processes=1), [folder])
    two = jobs.ingest(Settings(tmp_path / "two.duckdb", processes=2), [folder])
    assert one == two
    assert (two.loaded, two.quarantined) == (POOL_FROM + 2, 1)
    assert store.content_hash(tmp_path / "one.duckdb") == store.content_hash(tmp_path / "two.duckdb")


def test_an_archive_taken_in_by_parts_gives_the_warehouse_of_one_part(
    samples: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = many_reports(tmp_path / "in", samples, 12)
    one = jobs.ingest(Settings(tmp_path / "one.duckdb", processes=1), [folder])
    monkeypatch.setattr(inbox, "AT_ONCE", 4)
    parts = jobs.ingest(Settings(tmp_path / "parts.duckdb", processes=1), [folder])
    assert one == parts
    assert store.content_hash(tmp_path / "one.duckdb") == store.content_hash(tmp_path / "parts.duckdb")
    again = jobs.ingest(Settings(tmp_path / "parts.duckdb", processes=1), [folder])
    assert (again.seen, again.loaded, again.unchanged, again.quarantined) == (parts.seen, 0, parts.seen - 1, 1)


Give = Callable[[Any, int, bytes, tuple[Any, ...]], None]


def killing(culprit: str, times: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Kills the process that is given the culprit, as the kernel does when memory runs out; so many times."""
    give: Give = isolation._Worker.give
    killed: list[int] = []

    def give_and_kill(worker: Any, number: int, function: bytes, arguments: tuple[Any, ...]) -> None:
        give(worker, number, function, arguments)
        if len(killed) < times and culprit in {file.name for file in arguments[0]}:
            worker.process.kill()
            killed.append(worker.process.pid)

    monkeypatch.setattr(isolation._Worker, "give", give_and_kill)
    return killed


def test_a_batch_whose_process_was_killed_is_taken_again(samples: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = sources(many_reports(tmp_path / "in", samples, 3))
    undisturbed = pipeline.process_apart(files, None)
    killed = killing("r0001.txt", 1, monkeypatch)
    assert rows(pipeline.process_apart(files, None)) == rows(undisturbed)
    assert len(killed) == 1


def test_the_file_that_kills_every_process_is_quarantined_and_no_other(
    samples: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sources(many_reports(tmp_path / "in", samples, 3))
    killed = killing("r0002.txt", 9, monkeypatch)
    batch = pipeline.process_apart(files, None)
    refused = {row["file_name"]: row["reason_code"] for row in batch["quarantined_file"].to_pylist()}
    assert refused == {"r0002.txt": "reader_crashed", "空.txt": "empty_file"}
    assert set(batch["dim_document"]["file_name"].to_pylist()) == {"a.docx", "b.html", "r0000.txt", "r0001.txt"}
    assert len(killed) == 2


def test_batches_grow_with_the_work_and_give_every_process_its_share() -> None:
    def sizes(count: int, processes: int) -> list[int]:
        return [len(batch) for batch in batches_of([SourceFile(Path("x"), "x", "", 1)] * count, processes)]

    assert sizes(20, 2) == [FEWEST_FILES, 4]
    assert max(sizes(200, 2)) == 25
    assert max(sizes(100_000, 2)) == MOST_FILES


def test_the_processes_are_those_that_this_one_may_use() -> None:
    code = "from warehouse.settings import cores; print(cores())"
    command = [sys.executable, "-c", "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); " + code]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "1\n"
    assert cores() == len(os.sched_getaffinity(0))


def interrupt_after_a_batch(process: subprocess.Popen[bytes], log: Path) -> None:
    """Ctrl-C, which reaches the whole group, once the first batch has been committed: the log has grown and come to rest."""
    before, size = -1, 0
    while process.poll() is None and not (size > 100_000 and size == before):
        time.sleep(0.1)
        before, size = size, log.stat().st_size if log.is_file() else 0
    os.killpg(process.pid, signal.SIGINT)


@pytest.mark.slow
@pytest.mark.parametrize("how", [["--direct"], []], ids=["direct", "Prefect"])
def test_ctrl_c_leaves_whole_batches_and_no_process_and_the_next_run_goes_on(samples: list[Path], tmp_path: Path, how: list[str]) -> None:
    folder = many_reports(tmp_path / "in", samples, REPORTS)
    jobs.ingest(Settings(tmp_path / "whole.duckdb"), [folder])
    command = [PROGRAM, "ingest", *how, folder, "--processes", "2", "--warehouse", tmp_path / "w.duckdb"]
    environment = {**os.environ, "PREFECT_HOME": str(tmp_path / "prefect")}
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True, env=environment) as process:
        interrupt_after_a_batch(process, tmp_path / "w.duckdb.wal")
        _, said = process.communicate(timeout=300)
    assert process.returncode == 130
    assert said.decode().splitlines() == ["jixiao: interrupted; what was loaded so far is whole"]
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    result = jobs.ingest(Settings(tmp_path / "w.duckdb"), [folder])
    assert 0 < result.unchanged < REPORTS
    assert store.content_hash(tmp_path / "w.duckdb") == store.content_hash(tmp_path / "whole.duckdb")
