"""How many of a gold standard's traps a label covers, and how many of its numbers one covers by mistake.

    python benchmarks/label_coverage.py GOLD_FOLDER [--leave STEM ...] [--errors]

GOLD_FOLDER holds STEM.txt, STEM.gold.jsonl and STEM.traps.jsonl. Counted are the hard traps with a numeral in the running text
(those in tables and page furniture are not read as text) and the gold's numbers that are not optional.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from warehouse.documents import read
from warehouse.extraction.recognisers.label import find_labels
from warehouse.reference import load_reference

NUMERAL = re.compile("[0-9０-９零〇一二两三四五六七八九十百千万半]")

# What a trap's reason says it is → the kinds of label that say the same.
KINDS = {
    "date": {"date", "period", "duration", "name"},
    "enumerator": {"list_mark"},
    "code": {"code", "hotline", "document_number", "standard", "name"},
    "name": {"name", "code", "duration", "article", "ordinal"},
    "threshold": {"threshold", "constant"},
    "duration": {"duration"},
    "frequency": {"duration"},
    "label": {"page", "code", "name", "list_mark"},
    "law": {"law"},
    "ordinal": {"ordinal", "name"},
    "slogan": {"name", "word"},
    "lexical": {"word", "name", "ordinal"},
    "rhetorical": {"word", "name"},
    "article": {"article"},
}


@dataclass
class Tally:
    """``traps``: all, covered, right; ``mistakes``: gold numbers that a label covers."""

    traps: Counter[str] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def tally(stem: str, folder: Path, result: Tally) -> None:
    document = read(folder / f"{stem}.txt")
    flow = document.flow
    kinds: dict[int, str] = {}
    for label in find_labels(flow.text, load_reference()):
        for place in range(label.start, label.end):
            kinds[flow.source(place)] = label.kind
    read_places = {flow.source(place) for place in range(len(flow.text))}
    for trap in rows(folder / f"{stem}.traps.jsonl"):
        places = [place for place in range(trap["start"], trap["end"]) if NUMERAL.match(document.text[place])]
        if trap["hard"] and places and read_places.issuperset(places):
            count_trap(stem, trap, [kinds.get(place, "") for place in places], result)
    for gold in rows(folder / f"{stem}.gold.jsonl"):
        if gold.get("number_start") is not None and not gold.get("optional"):
            result.mistakes += [f"{stem} {gold['id']} {gold['quote']}" for place in (gold["number_start"],) if place in kinds]


def count_trap(stem: str, trap: dict[str, Any], found: list[str], result: Tally) -> None:
    right = set(found) <= KINDS.get(trap["why"].partition(":")[0], set())
    result.traps.update(all=1, covered=all(found), right=all(found) and right)
    if not (all(found) and right):
        result.misses.append(f"{stem} {trap['text']} ({trap['why']}): {', '.join(sorted(set(found)))}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--leave", nargs="*", default=[], help="reports to leave out")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    result = Tally()
    for path in sorted(args.folder.glob("*.traps.jsonl")):
        stem = path.name.removesuffix(".traps.jsonl")
        if stem not in args.leave:
            tally(stem, args.folder, result)
    count = result.traps
    share = count["right"] / max(1, count["all"])
    sys.stdout.write(f"hard traps {count['all']}: covered {count['covered']}, by the right kind {count['right']} = {share:.4f}\n")
    sys.stdout.write(f"gold numbers covered by a label: {len(result.mistakes)}\n")
    if args.errors:
        sys.stdout.write("".join(f"  {line}\n" for line in (*result.misses, *result.mistakes)))


if __name__ == "__main__":
    main()
