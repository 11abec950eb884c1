"""How the cost of a run grows with the archive, what a second process brings and what Prefect adds.

    python -m benchmarks.growth [--sizes 100 1000 10000] [--prefect 100 1000] [--rounds 1] [--seed 7]

Each size is the beginning of one made corpus, taken in by `jixiao ingest --direct` into a new warehouse, and again unchanged. The
exponent is that of the processors' time between two sizes (1 is proportional); on an idle machine the clock's too. The orchestration's
share is what the same run costs with Prefect beyond it, as a start and a price of each report.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks.corpus.writing import write_corpus
from benchmarks.cost import Cost, run
from warehouse.settings import cores


def beginnings(folder: Path, sizes: Sequence[int], seed: int) -> dict[int, Path]:
    """A folder of reports for each size, the files of the smaller ones linked from the largest."""
    write_corpus(folder / "corpus", max(sizes), seed, with_truth=False)
    whole = sorted((folder / "corpus" / "reports").glob("r*"))
    places = {}
    for size in sizes:
        places[size] = folder / f"first-{size}"
        places[size].mkdir()
        for path in whole[:size]:
            os.link(path, places[size] / path.name)
    return places


def median(costs: Sequence[Cost]) -> Cost:
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))


def spread(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def taken_in(reports: Path, warehouse: Path, rounds: int, *options: str) -> Cost:
    """The median of some runs, each into a new warehouse; the last one stays."""
    return median([run("ingest", reports, *options, "--warehouse", _fresh(warehouse)) for _ in range(rounds)])


def _fresh(warehouse: Path) -> Path:
    for path in warehouse.parent.glob(f"{warehouse.name}*"):
        if path.is_file():
            path.unlink()
    return warehouse


def growth(places: dict[int, Path], work: Path, rounds: int) -> None:
    costs, again = {}, {}
    for size, reports in places.items():
        costs[size] = taken_in(reports, work / f"{size}.duckdb", rounds, "--direct")
        costs[size].tell(f"{size:,} reports", size)
        again[size] = run("ingest", reports, "--direct", "--warehouse", work / f"{size}.duckdb")
        again[size].tell("  again, unchanged", size)
    for small, large in pairwise(costs):
        processor, clock = (_exponent(costs[small][field], costs[large][field], small, large) for field in (1, 0))
        print(f"{small:,} → {large:,}: grows with the power {processor:.2f} of processor time, {clock:.2f} of the clock (bar 1.05)")


def _exponent(before: float, after: float, small: int, large: int) -> float:
    return math.log(after / before) / math.log(large / small)


def processes(reports: Path, work: Path, rounds: int) -> None:
    """As many processes as cores against one, in turn; means something on an idle machine only."""
    ratios = []
    for _ in range(rounds):
        one, all_of_them = (
            run("ingest", reports, "--direct", "--processes", number, "--warehouse", _fresh(work / "p.duckdb"))
            for number in ("1", str(cores()))
        )
        ratios.append(one.seconds / all_of_them.seconds)
    print(f"{cores()} processes are {spread(ratios)} times as fast as one by the clock (bar 1.7)")


def orchestration(places: dict[int, Path], work: Path, sizes: Sequence[int], rounds: int) -> None:
    extra = {}
    for size in sizes:
        prefect = taken_in(places[size], work / "prefect.duckdb", rounds)
        direct = taken_in(places[size], work / "direct.duckdb", rounds, "--direct")
        prefect.tell(f"{size:,} reports with Prefect", size)
        extra[size] = prefect.seconds - direct.seconds
        print(f"  beyond --direct {extra[size]:.1f} s by the clock, {prefect.processor - direct.processor:.1f} s processor")
    for small, large in pairwise(sizes):
        each = (extra[large] - extra[small]) / (large - small) * 1000
        print(f"Prefect: {extra[small] - small * each / 1000:.1f} s to start (bar 15) and {each:.2f} ms a report (bar 0.3)")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--prefect", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="jixiao-growth-") as place:
        work = Path(place)
        places = beginnings(work, sorted({*chosen.sizes, *chosen.prefect}), chosen.seed)
        growth({size: places[size] for size in chosen.sizes}, work, chosen.rounds)
        processes(places[statistics.median_low(chosen.sizes)], work, chosen.rounds)
        orchestration(places, work, chosen.prefect, chosen.rounds)


if __name__ == "__main__":
    main()
