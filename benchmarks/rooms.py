"""`make bench`: what each room costs for a plain-text report of 10,000 characters, in CPU time, one process, side by side.

    python benchmarks/rooms.py [--rounds N]

The yardstick is a bare scan of the same text with one pattern for a number and its unit, taken in turns with the rooms.
Linearity is measured on texts of up to a megabyte, and on single sentences of up to 22,000 numbers.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Mapping

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
SENTENCES = (30_000, 100_000, 300_000)


def report(characters: int) -> str:
    """A text of about that length: whole sample reports one after another, cut at the end of a paragraph."""
    paths = sorted((resource_folder("seeds") / "reports").glob("*.txt"))
    whole = "\n".join(read(path).text for path in paths)
    text = whole * (characters // len(whole) + 1)
    return text[: text.rindex("\n", 0, characters) + 1]


def long_sentence(characters: int) -> str:
    """A report of about that length whose numbers all stand in one sentence, with a time to every three of them."""
    parts = (
        f"2022年{n % 12 + 1}月项目{n}预算{n % 977 + 3}.{n % 7}万元，支出{n % 977 + 2}.{n % 7}万元，得{n % 10}分"
        for n in range(characters // 40)
    )
    return "某某县水利局2022年度部门整体支出绩效自评报告\n\n其中：" + "；".join(parts) + "。\n"


def cpu(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median CPU time of each work in milliseconds, taken in turns so that a busy machine slows all of them alike."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            start = time.process_time()
            work()
            times[name].append((time.process_time() - start) * 1000)
    return {name: statistics.median(taken) for name, taken in times.items()}


def rooms(text: str, rounds: int) -> dict[str, float]:
    reference = load_reference()
    versions = pipeline.code_versions(reference)
    data = text.encode()
    document = read_content(data, "bench.txt", None, reference)
    extraction = extract(document, reference)
    findings = review(document, extraction, reference)
    scan = bare_pattern(reference)
    works: dict[str, Callable[[], object]] = {
        "bare scan": lambda: [found.span() for found in scan.finditer(text)],
        "read": lambda: read_content(data, "bench.txt", None, reference),
        "extract": lambda: extract(document, reference),
        "review": lambda: review(document, extraction, reference),
        "conform": lambda: as_batch([conform(document, extraction, findings, reference, versions)]),
    }
    return cpu(works, rounds)


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
        tell(report(size), 3)
    print("In one sentence:")
    for size in SENTENCES:
        tell(long_sentence(size), 3)


if __name__ == "__main__":
    main()
