"""What a year's work costs: a generated corpus through the program as a user runs it, and what a reader then asks.

    python -m benchmarks.size [--reports 2400] [--seed 7] [--keep FOLDER] [--skip-prefect]

Wall time, processor time (its workers and servers included) and peak memory of each command; an unchanged rerun beside the start
of the program with one report; the yearly views for one organisation and whole. On a busy machine the processor time is the
figure to keep. 2,400 reports are about 100,000 facts.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from operator import itemgetter
from pathlib import Path

import duckdb

from benchmarks.corpus.writing import write_corpus
from benchmarks.cost import Cost, run

VIEWS = ("yearly_budget", "yearly_indicator", "yearly_ranking", "yearly_case", "yearly_commitment")
FACTS = ("fact_budget", "fact_indicator", "fact_ranking", "fact_case", "fact_commitment")
ROUNDS = 5
VIEW_BAR_MS, RERUN_BAR_SECONDS = 50, 3


def loading(folder: Path, reports: Path, count: int, with_prefect: bool) -> Path:
    """The corpus into a warehouse, room by room and as one run; the warehouse."""
    warehouse, one = folder / "w.duckdb", folder / "one.duckdb"
    first = min(reports.glob("r*"))
    run("ingest", reports, "--direct", "--warehouse", warehouse).tell("ingest --direct", count)
    run("ingest", first, "--direct", "--warehouse", one)
    _rerun("--direct", warehouse, one, reports, first)
    run("check", "--fail-on", "never", "--warehouse", warehouse).tell("check", count)
    run("publish", "--site", folder / "site", "--export", folder / "export", "--warehouse", warehouse).tell("publish", count)
    if with_prefect:
        run("run", reports, "--warehouse", folder / "run.duckdb").tell("run (Prefect, all of it)", count)
        run("ingest", first, "--warehouse", one)
        _rerun("", warehouse, one, reports, first)
    return warehouse


def _rerun(option: str, warehouse: Path, one: Path, reports: Path, first: Path) -> None:
    """An unchanged rerun against the same with one report: what is left is the price of looking at all of them."""
    options = [option] if option else []
    whole = [run("ingest", reports, *options, "--warehouse", warehouse) for _ in range(3)]
    start = [run("ingest", first, *options, "--warehouse", one) for _ in range(3)]
    beyond = (min(map(field, whole)) - min(map(field, start)) for field in (itemgetter(0), itemgetter(1)))
    wall, processor = beyond
    name = f"unchanged rerun {option or 'with Prefect'}"
    print(f"{name:<30}{wall:8.1f} s {processor:8.1f} s processor beyond the start (bar {RERUN_BAR_SECONDS} s at 1,000)", flush=True)


def fastest(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """Wall and processor time of the fastest of some rounds."""
    times = []
    for _ in range(ROUNDS):
        wall, processor = time.perf_counter(), time.process_time()
        connection.execute(sql).fetchall()
        times.append(((time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000))
    return f"{min(wall for wall, _ in times):.0f} / {min(processor for _, processor in times):.0f}"


def views(warehouse: Path) -> None:
    """The yearly views, in milliseconds by the clock and of the processor."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        facts = sum(connection.execute(f"select count(*) from {table}").fetchall()[0][0] for table in FACTS)
        found = connection.execute("select min(organisation) from current_report").fetchall()[0][0]
        print(f"\n{facts:,} facts; milliseconds, wall / processor (bar {VIEW_BAR_MS})")
        print(f"{'view':<20}{'one organisation':>18}{'count(*)':>18}{'all rows':>18}")
        for view in VIEWS:
            questions = (f"select * from {view} where organisation = '{found}'", f"select count(*) from {view}", f"select * from {view}")
            print(f"{view:<20}" + "".join(f"{fastest(connection, question):>18}" for question in questions), flush=True)


def measure(folder: Path, count: int, seed: int, with_prefect: bool) -> None:
    start, processor = time.perf_counter(), time.process_time()
    written = write_corpus(folder / "corpus", count, seed, with_truth=False)
    Cost(time.perf_counter() - start, time.process_time() - processor, 0).tell(f"corpus, {written.mentions:,} mentions", count)
    views(loading(folder, folder / "corpus" / "reports", count, with_prefect))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=2400)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="an empty folder to work in; without it a temporary one")
    parser.add_argument("--skip-prefect", action="store_true", help="only the rooms themselves")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="jixiao-size-") as folder:
        measure(chosen.keep or Path(folder), chosen.reports, chosen.seed, not chosen.skip_prefect)


if __name__ == "__main__":
    main()
