"""`python -m benchmarks.lake [--batches N]`: loading into a DuckLake against loading into a DuckDB file, and reading it again.

Needs the extra lake and Debian's postgresql. The same batches, side by side in one run; CPU time is this process's alone.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from benchmarks.postgresql import server
from benchmarks.scale import corpus, timed
from warehouse import pipeline, store
from warehouse.model.source import SourceFile
from warehouse.reference import load_reference

FILES = 64
QUESTION = "select count(*), sum(value_base) from evidence"
Batches = Sequence[Mapping[str, pa.Table]]


def batches_of(folder: Path, count: int) -> Batches:
    """Batches as a walk makes them, already read."""
    paths = sorted(folder.iterdir())
    files = [SourceFile(path, path.name, store.file_digest(path), path.stat().st_size) for path in paths]
    return [pipeline.process(files[at * FILES : (at + 1) * FILES], load_reference()) for at in range(count)]


def load(path: Path, batches: Batches) -> list[tuple[float, float]]:
    """Seconds of the clock and of the processor for each batch."""
    with store.open_warehouse(path) as warehouse, store.streaming(warehouse):
        return [timed(lambda batch=batch: store.load(warehouse, batch)) for batch in batches]  # type: ignore[misc]


def tell(name: str, path: Path, batches: Batches) -> None:
    rows = sum(table.num_rows for batch in batches for table in batch.values())
    spent = load(path, batches)
    clock, used = (sum(column) for column in zip(*spent, strict=True))
    asked = statistics.median(timed(lambda: store.read(path, QUESTION))[0] for _ in range(3))
    drift = statistics.median(one for one, _ in spent[-5:]) / statistics.median(one for one, _ in spent[:5])
    print(
        f"{name:24} {rows / used:9,.0f} rows a second of CPU, {rows / clock:9,.0f} by the clock;"
        f" the last batches take {drift:.2f} of the first; a question {asked * 1000:,.0f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--batches", type=int, default=15)
    count = parser.parse_args().batches
    with tempfile.TemporaryDirectory() as place, server(Path(place) / "postgresql") as address:
        work = Path(place)
        batches = batches_of(corpus(work / "reports", count * FILES), count)
        tell("DuckDB file", work / "w.duckdb", batches)
        tell("lake, catalogue in a file", work / "file.ducklake", batches)
        shared = work / "shared.ducklake"
        store.point_to(shared, f"ducklake:postgres:{address}")
        tell("lake, PostgreSQL", shared, batches)


if __name__ == "__main__":
    main()
