"""The truth of the sample reports in the form that the scoring program reads.

    python tests/samples/gold.py FOLDER

writes, per report, STEM.gold.jsonl, STEM.traps.jsonl, STEM.findings.jsonl, STEM.must_not_flag.jsonl, STEM.source and STEM.txt
(the decoded text that the offsets point into). The truth itself is kept in truth/ as quotes, which a person can read and mend:
``mentions/STEM.csv`` with each number marked ⟦ ⟧, ``traps.csv``, ``findings.csv``, ``holds.csv``.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TRUTH = HERE / "truth"
REPORTS = HERE.parents[1] / "seeds" / "reports"
BETWEEN_QUOTES = " ¦ "
Row = dict[str, str]

# The scoring program counts a trap's kind by the first word of its reason.
WHY = {
    "date": "date: 日期",
    "list_mark": "enumerator: 序号",
    "hotline": "code: 热线号码",
    "document_number": "code: 文号",
    "name": "name: 名称",
}


@dataclass(frozen=True)
class Place:
    """Where a quote stands in a report's text, and the marked number within it, if one is marked."""

    start: int
    end: int
    number: tuple[int, int] | None = None


def read_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def decode(data: bytes) -> str:
    """The text of a sample report: UTF-16 with its mark, UTF-8, or else GB18030; line ends as they are."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def report_path(stem: str) -> Path:
    """The report of a stem, whatever its suffix."""
    (path,) = REPORTS.glob(f"{stem}.*")
    return path


def stems() -> list[str]:
    return sorted(path.stem for path in (TRUTH / "mentions").glob("*.csv"))


def find(text: str, quote: str, ordinal: str = "") -> Place:
    """The place of a quote; ``ordinal`` counts from 1 where it stands more than once. ValueError where it does not stand."""
    bare = quote.replace("⟦", "").replace("⟧", "")
    start = -1
    for _ in range(int(ordinal or 1)):
        start = text.find(bare, start + 1)
        if start < 0:
            raise ValueError(f"does not stand in the report: {quote}")
    if not ordinal and text.count(bare) > 1:
        raise ValueError(f"stands more than once and has no ordinal: {quote}")
    if "⟦" not in quote:
        return Place(start, start + len(bare))
    number_start = start + quote.index("⟦")
    return Place(start, start + len(bare), (number_start, start + quote.index("⟧") - 1))


def number(text: str) -> float | None:
    return float(text) if text else None


def mention(stem: str, ordinal: int, row: Row, text: str) -> dict[str, Any]:
    """One row of gold. A number in money that is printed unsigned keeps the sign that the truth gives it."""
    place = find(text, row["quote"], row["ordinal"])
    start, end = place.number or (None, None)
    return {
        "id": f"{stem}-{ordinal:03}",
        "fact_table": row["fact_table"],
        "role": row["role"],
        "accept": [dict(zip(("fact_table", "role"), pair.split("/"), strict=True)) for pair in row["accept"].split(";") if pair],
        "name": row["name"],
        "name_aliases": [alias for alias in row["aliases"].split(";") if alias],
        "number_text": text[start:end] if place.number else None,
        "number_start": start,
        "number_end": end,
        "value": number(row["value"]),
        "unit": row["unit"] or None,
        "value_base": number(row["value_base"]),
        "base_unit": row["base_unit"] or None,
        "period": row["period"] or None,
        "scope": row["scope"] or None,
        "rank_kind": row["rank_kind"] or None,
        "quote": text[place.start : place.end],
        "quote_start": place.start,
        "quote_end": place.end,
        "optional": row["optional"] == "yes",
    }


def trap(row: Row, text: str) -> dict[str, Any]:
    place = find(text, row["quote"], row["ordinal"])
    assert place.number is not None, row["quote"]
    start, end = place.number
    return {"start": start, "end": end, "text": text[start:end], "why": WHY.get(row["kind"], row["kind"]), "hard": row["hard"] == "yes"}


def quotes(row: Row, text: str) -> list[dict[str, Any]]:
    """The quotes of a finding or of a place that holds; their ordinals, where any is needed, stand in one cell, parted by semicolons."""
    parts = row["quote"].split(BETWEEN_QUOTES)
    ordinals = row["ordinal"].split(";") if row["ordinal"] else [""] * len(parts)
    places = [find(text, part, ordinal) for part, ordinal in zip(parts, ordinals, strict=True)]
    return [{"start": place.start, "end": place.end, "text": text[place.start : place.end]} for place in places]


def finding(stem: str, ordinal: int, row: Row, text: str) -> dict[str, Any]:
    return {
        "id": f"{stem}-F{ordinal:02}",
        "rule": row["rule"],
        "severity": row["severity"],
        "must": row["must"] == "yes",
        "message_zh": row["message"],
        "quotes": quotes(row, text),
    }


def hold(stem: str, ordinal: int, row: Row, text: str) -> dict[str, Any]:
    return {"id": f"{stem}-N{ordinal:02}", "rule": row["rule"], "why": row["why"], "quotes": quotes(row, text)}


def of_report(name: str, stem: str) -> list[Row]:
    return [row for row in read_rows(TRUTH / name) if row["stem"] == stem]


def gold(stem: str) -> dict[str, list[dict[str, Any]]]:
    """All gold of one report by the name of its file."""
    text = decode(report_path(stem).read_bytes())
    mentions = read_rows(TRUTH / "mentions" / f"{stem}.csv")
    return {
        "gold": [mention(stem, i, row, text) for i, row in enumerate(mentions, 1)],
        "traps": [trap(row, text) for row in of_report("traps.csv", stem)],
        "findings": [finding(stem, i, row, text) for i, row in enumerate(of_report("findings.csv", stem), 1)],
        "must_not_flag": [hold(stem, i, row, text) for i, row in enumerate(of_report("holds.csv", stem), 1)],
    }


def lines(rows: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write_gold(folder: Path) -> None:
    """Writes the gold of all sample reports into a folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for stem in stems():
        path = report_path(stem)
        for name, rows in gold(stem).items():
            (folder / f"{stem}.{name}.jsonl").write_text(lines(rows), encoding="utf-8")
        (folder / f"{stem}.source").write_text(path.name + "\n", encoding="utf-8")
        (folder / f"{stem}.txt").write_text(decode(path.read_bytes()), encoding="utf-8", newline="")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write the truth of the sample reports as gold for score.py.")
    parser.add_argument("folder", type=Path)
    write_gold(parser.parse_args().folder)
