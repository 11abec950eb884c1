"""Command line: ``python -m benchmarks.corpus OUT --reports N --seed S``."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks.corpus import __doc__ as description
from benchmarks.corpus.writing import write_corpus


def main() -> None:
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="a folder that is not there yet: reports/ and gold/ go into it")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--years", type=int, default=4, help="reports of each body")
    parser.add_argument("--formats", type=float, default=0.0, help="share of the reports that are docx, html, xlsx, xls, csv, rtf or pdf")
    parser.add_argument("--no-truth", action="store_true", help="reports and manifest only")
    chosen = parser.parse_args()
    if chosen.out.exists() and any(chosen.out.iterdir()):
        parser.error(f"{chosen.out} is not empty: name a new folder")
    start = time.perf_counter()
    written = write_corpus(
        chosen.out, chosen.reports, chosen.seed, years=chosen.years, formats=chosen.formats, with_truth=not chosen.no_truth
    )
    seconds = time.perf_counter() - start
    print(f"{written.reports:,} reports, {written.characters:,} characters, {written.mentions:,} mentions, {written.findings:,} planted")
    print(f"{seconds:.1f} s, {written.reports / seconds:,.0f} reports a second")


if __name__ == "__main__":
    main()
