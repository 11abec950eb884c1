"""What a year's work costs: a generated corpus through the program as a user runs it, and what a reader then asks.

    python -m benchmarks.size [--reports 2400] [--seed 7] [--keep FOLDER] [--skip-prefect]

Wall time and peak memory of the largest process for each command; an unchanged rerun beside the start of the program with one
report; the yearly views for one organisation and whole. Medians of five. 2,400 reports are about 100,000 facts.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from benchmarks.corpus.writing import write_corpus

JIXIAO = (sys.executable, "-c", "from flows.cli import main; main()")
VIEWS = ("yearly_budget", "yearly_indicator", "yearly_ranking", "yearly_case", "yearly_commitment")
FACTS = ("fact_budget", "fact_indicator", "fact_ranking", "fact_case", "fact_commitment")
ROUNDS = 5
VIEW_BAR_MS, RERUN_BAR_SECONDS = 50, 3


class Cost(NamedTuple):
    seconds: float
    peak_megabytes: float


def run(*arguments: str | Path) -> Cost:
    """One command of the program; its own peak memory, not that of its workers. It must end with 0."""
    start = time.perf_counter()
    process = subprocess.Popen([*JIXIAO, *map(str, arguments), "--quiet"], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"jixiao {' '.join(map(str, arguments))} ended with {process.returncode}")
    return Cost(time.perf_counter() - start, usage.ru_maxrss / 1024)


def tell(name: str, cost: Cost, reports: int) -> None:
    print(f"{name:<38} {cost.seconds:8.1f} s {reports / cost.seconds:8.0f} reports/s {cost.peak_megabytes:8.0f} MB", flush=True)


def loading(folder: Path, reports: Path, count: int, with_prefect: bool) -> Path:
    """The corpus into a warehouse, room by room and as one run; the warehouse."""
    warehouse, one = folder / "w.duckdb", folder / "one.duckdb"
    first = min(reports.glob("r*"))
    tell("ingest --direct", run("ingest", reports, "--direct", "--warehouse", warehouse), count)
    run("ingest", first, "--direct", "--warehouse", one)
    _rerun("--direct", warehouse, one, reports, first)
    tell("check", run("check", "--fail-on", "never", "--warehouse", warehouse), count)
    tell("publish", run("publish", "--site", folder / "site", "--export", folder / "export", "--warehouse", warehouse), count)
    if with_prefect:
        tell("run (Prefect, all of it)", run("run", reports, "--warehouse", folder / "run.duckdb"), count)
        run("ingest", first, "--warehouse", one)
        _rerun("", warehouse, one, reports, first)
    return warehouse


def _rerun(option: str, warehouse: Path, one: Path, reports: Path, first: Path) -> None:
    """An unchanged rerun against the same with one report: what is left is the price of looking at all of them."""
    options = [option] if option else []
    whole = statistics.median(run("ingest", reports, *options, "--warehouse", warehouse).seconds for _ in range(3))
    start = statistics.median(run("ingest", first, *options, "--warehouse", one).seconds for _ in range(3))
    name = f"unchanged rerun {option or 'with Prefect'}"
    print(f"{name:<38} {whole:8.1f} s, {whole - start:.1f} s beyond the start (bar {RERUN_BAR_SECONDS} s per 1,000 reports)", flush=True)


def median_ms(connection: duckdb.DuckDBPyConnection, sql: str) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        connection.execute(sql).fetchall()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def views(warehouse: Path) -> None:
    """The yearly views, in milliseconds."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        facts = sum(connection.execute(f"select count(*) from {table}").fetchall()[0][0] for table in FACTS)
        found = connection.execute("select min(organisation) from current_report").fetchall()[0][0]
        print(f"\n{facts:,} facts; bar {VIEW_BAR_MS} ms\n{'view':<20}{'one organisation':>18}{'count(*)':>12}{'all rows':>12}")
        for view in VIEWS:
            questions = (f"select * from {view} where organisation = '{found}'", f"select count(*) from {view}", f"select * from {view}")
            times = [median_ms(connection, question) for question in questions]
            print(f"{view:<20}{times[0]:15.0f} ms{times[1]:9.0f} ms{times[2]:9.0f} ms", flush=True)


def measure(folder: Path, count: int, seed: int, with_prefect: bool) -> None:
    start = time.perf_counter()
    written = write_corpus(folder / "corpus", count, seed, with_truth=False)
    tell(f"corpus, {written.mentions:,} mentions", Cost(time.perf_counter() - start, 0), count)
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
