"""What reading numbers costs, in CPU time beside a bare scan of the same text with one number-and-unit pattern.

    python benchmarks/number_reading.py [--rounds N]

Both run on the text as it is read (the flow) of the sample reports, side by side in each round; the best of all rounds counts.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable

from warehouse.extraction.recognisers.label import read_numbers
from warehouse.extraction.recognisers.quantity import find_quantities
from warehouse.reference import Reference, load_reference
from warehouse.resources import resource_folder
from warehouse.text.flow import build_flow

NUMERAL = "[0-9零一二两三四五六七八九十百千万亿][0-9,.零一二两三四五六七八九十百千万亿]*"
CHARACTERS = 10_000
SIZES = (100_000, 300_000, 1_000_000)
LINE_OF_FIGURES = 50_000_000


def sample(characters: int) -> str:
    """The flow of the sample reports, again and again, up to that length."""
    paths = sorted((resource_folder("seeds") / "reports").glob("*-2022.txt"))
    texts = (path.read_bytes().decode("utf-8", errors="ignore") for path in paths)
    whole = "\n".join(build_flow(text)[0].text for text in texts)
    return (whole * (characters // len(whole) + 1))[:characters]


def bare_pattern(reference: Reference) -> re.Pattern[str]:
    """One number-and-unit pattern with all units of the seeds, as a first attempt would write it."""
    units = sorted(reference.units, key=lambda unit: (-len(unit), unit))
    return re.compile(f"(?:{NUMERAL})(?:[余多])?(?:[十百千]?[万亿])?(?:{'|'.join(map(re.escape, units))})?")


def cpu(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The best CPU time of each work in milliseconds, taken in turns so that a busy machine slows all of them alike."""
    best = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, work in works.items():
            start = time.process_time()
            work()
            best[name] = min(best[name], (time.process_time() - start) * 1000)
    return best


def side_by_side(characters: int, rounds: int) -> None:
    reference = load_reference()
    text = sample(characters)
    pattern = bare_pattern(reference)
    works: dict[str, Callable[[], object]] = {
        "bare scan": lambda: [match.span() for match in pattern.finditer(text)],
        "find_quantities": lambda: find_quantities(text, reference),
        "read_numbers": lambda: read_numbers(text, reference),
    }
    times = cpu(works, rounds)
    bare = times["bare scan"]
    told = ", ".join(f"{name} {milliseconds:.2f} ms ({milliseconds / bare:.1f} times)" for name, milliseconds in times.items())
    sys.stdout.write(f"{len(text):,} characters: {told}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    side_by_side(CHARACTERS, rounds)
    for size in SIZES:
        side_by_side(size, 2)
    figures = cpu({"figures": lambda: find_quantities("8" * LINE_OF_FIGURES)}, 1)["figures"]
    sys.stdout.write(f"a line of {LINE_OF_FIGURES:,} figures: {figures / 1000:.1f} s\n")


if __name__ == "__main__":
    main()
