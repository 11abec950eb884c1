"""`python -m benchmarks.scale [--files N]`: what loading costs against reading, and what a second process brings.

Ratios of one run, side by side; on a machine that is busy otherwise only those of CPU time mean anything.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa

from benchmarks.rooms import report
from flows import jobs
from warehouse import pipeline, store
from warehouse.model.source import SourceFile
from warehouse.reference import load_reference
from warehouse.settings import Settings, cores

CHARACTERS = 2_500
MANY = 2_000


def corpus(folder: Path, files: int) -> Path:
    """As many reports of different bodies."""
    text = report(CHARACTERS)
    folder.mkdir()
    for number in range(files):
        (folder / f"{number:06}.txt").write_text(f"第{number}县水务局2022年度部门整体支出绩效自评报告\n{text}", encoding="utf-8")
    return folder


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock, and of the processors, finished children included."""
    start, used = time.perf_counter(), _used()
    work()
    return time.perf_counter() - start, _used() - used


def _used() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def loading(folder: Path, work: Path) -> None:
    """The loader against reading, against rows one by one, and against a bare insert of tables that are ready."""
    files = [SourceFile(path, path.name, store.file_digest(path), path.stat().st_size) for path in sorted(folder.iterdir())]
    batch: dict[str, pa.Table] = {}
    _, reading = timed(lambda: batch.update(pipeline.process(files, load_reference())))
    rows = sum(table.num_rows for table in batch.values())
    with store.open_warehouse(work / "load.duckdb") as warehouse:
        _, load = timed(lambda: store.load(warehouse, batch))
    bare = timed(lambda: _bare(work / "bare.duckdb", batch))[1]
    single = timed(lambda: _one_by_one(work / "single.duckdb", batch["mention"].slice(0, MANY)))[1]
    print(f"load           {rows / load:12,.0f} rows a second of CPU  {100 * load / reading:.1f} % of reading's CPU")
    print(f"bare Arrow     {rows / bare:12,.0f} rows a second of CPU  load is {bare / load:.2f} of it")
    print(f"executemany    {MANY / single:12,.0f} rows a second of CPU  load is {rows / load / (MANY / single):,.0f} times that")


def _bare(path: Path, batch: dict[str, pa.Table]) -> None:
    with duckdb.connect(str(path)) as connection:
        for name, table in batch.items():
            connection.register("incoming", table)
            connection.execute(f"create table {name} as from incoming")
            connection.unregister("incoming")


def _one_by_one(path: Path, table: pa.Table) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.register("incoming", table)
        connection.execute("create table target as from incoming limit 0")
        marks = ", ".join("?" * table.num_columns)
        connection.executemany(f"insert into target values ({marks})", [tuple(row.values()) for row in table.to_pylist()])


def pool(folder: Path, work: Path) -> None:
    """The same files by one process and by as many as cores."""
    clocks = {}
    for processes in (1, cores()):
        settings = Settings(work / f"pool-{processes}.duckdb", processes=processes)
        clocks[processes], used = timed(lambda settings=settings: jobs.ingest(settings, [folder]))  # type: ignore[misc]
        print(f"{processes} processes   {clocks[processes]:8.1f} s  {used:8.1f} s of CPU")
    print(f"{cores()} processes are {clocks[1] / clocks[cores()]:.2f} times as fast as one")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=400)
    files = parser.parse_args().files
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        loading(corpus(work / "batch", 64), work)
        pool(corpus(work / "reports", files), work)


if __name__ == "__main__":
    main()
