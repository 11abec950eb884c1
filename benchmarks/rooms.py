"""`make bench`: what each room costs for a plain-text report of 10,000 characters, in CPU time, one process, side by side.

    python benchmarks/rooms.py [--rounds N]

The yardstick is a bare scan of the same text with one pattern for a number and its unit. Linearity is measured on texts
of up to a megabyte.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

from benchmarks.number_reading import bare_pattern
from warehouse import pipeline
from warehouse.conforming import as_batch, conform
from warehouse.documents import read, read_content
from warehouse.extraction import extract
from warehouse.reference import load_reference
from warehouse.resources import resource_folder
from warehouse.review import review

CHARACTERS = 10_000
SIZES = (30_000, 100_000, 300_000, 1_000_000)


def report(characters: int) -> str:
    """A text of about that length: whole sample reports one after another, cut at the end of a paragraph."""
    paths = sorted((resource_folder("seeds") / "reports").glob("*.txt"))
    whole = "\n".join(read(path).text for path in paths)
    text = whole * (characters // len(whole) + 1)
    return text[: text.rindex("\n", 0, characters) + 1]


def cpu(work: Callable[[], object], rounds: int) -> float:
    """The median CPU time of the work, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def rooms(text: str, rounds: int) -> dict[str, float]:
    reference = load_reference()
    versions = pipeline.code_versions(reference)
    data = text.encode()
    document = read_content(data, "bench.txt", None, reference)
    extraction = extract(document, reference)
    findings = review(document, extraction, reference)
    scan = bare_pattern(reference)
    return {
        "bare scan": cpu(lambda: [found.span() for found in scan.finditer(text)], rounds),
        "read": cpu(lambda: read_content(data, "bench.txt", None, reference), rounds),
        "extract": cpu(lambda: extract(document, reference), rounds),
        "review": cpu(lambda: review(document, extraction, reference), rounds),
        "conform": cpu(lambda: as_batch([conform(document, extraction, findings, reference, versions)]), rounds),
    }


def tell(text: str, rounds: int) -> None:
    times = rooms(text, rounds)
    total = sum(times.values()) - times["bare scan"]
    print(f"{len(text):,} characters")
    for name, milliseconds in times.items():
        print(f"  {name:<10} {milliseconds:9.2f} ms")
    print(f"  {'all rooms':<10} {total:9.2f} ms = {total / times['bare scan']:.1f} times the bare scan")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    tell(report(CHARACTERS), rounds)
    for size in SIZES:
        tell(report(size), 1)


if __name__ == "__main__":
    main()
