"""Reports → a folder: reports/ with its manifest, gold/ as the scoring program reads it."""

from __future__ import annotations

import csv
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus.bodies import FIRST_YEAR, body
from benchmarks.corpus.gold import finding_row, item_row, mention_row
from benchmarks.corpus.report import Report, tell

ENCODINGS = ("utf-8", "utf-8", "utf-8", "gb18030", "utf-8-sig")
ENDINGS = (".docx", ".html", ".xlsx", ".xls", ".csv", ".rtf", ".pdf")


@dataclass(frozen=True)
class Written:
    reports: int
    characters: int
    mentions: int
    findings: int


def reports(count: int, seed: int, years: int = 4) -> Iterator[tuple[str, Report]]:
    """So many reports with their stems, body by body, year by year; a longer corpus begins with the shorter one."""
    for number in range(count):
        ordinal, year = number // years, FIRST_YEAR + number % years
        one = body(ordinal, seed, years)
        yield f"r{ordinal:05}-{year}", tell(one, year, random.Random(f"{seed}:{ordinal}:{year}"))


def write_corpus(out: Path, count: int, seed: int, *, years: int = 4, formats: float = 0.0, with_truth: bool = True) -> Written:
    """Writes the corpus. The same arguments write the same bytes, but for formats whose writers put the time into a file."""
    folder, gold = out / "reports", out / "gold"
    folder.mkdir(parents=True)
    gold.mkdir()
    sizes = Counter[str]()
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        manifest = csv.writer(file)
        manifest.writerow(("file", "organisation", "region_code", "fiscal_year"))
        for stem, report in reports(count, seed, years):
            text = report.page.text
            name = _write(folder, stem, text, report, random.Random(f"{seed}:{stem}"), formats)
            manifest.writerow((name, report.body.name, report.body.region_code, report.year))
            if with_truth:
                _write_truth(gold, stem, name, text, report)
            page = report.page
            sizes.update(reports=1, characters=len(text), mentions=len(page.mentions) + len(page.items), findings=len(page.findings))
    return Written(**{name: sizes[name] for name in ("reports", "characters", "mentions", "findings")})


def _write(folder: Path, stem: str, text: str, report: Report, rng: random.Random, formats: float) -> str:
    if rng.random() < formats:
        from benchmarks.corpus.formats import write_as  # the writers of the tests are loaded for a mixed corpus only

        return write_as(folder, stem, rng.choice(ENDINGS), report)
    (folder / f"{stem}.txt").write_bytes(text.encode(rng.choice(ENCODINGS)))
    return f"{stem}.txt"


def _write_truth(gold: Path, stem: str, name: str, text: str, report: Report) -> None:
    page = report.page
    rows = [mention_row(f"{stem}-{i:03}", mention) for i, mention in enumerate(page.mentions, 1)]
    rows += [item_row(f"{stem}-C{i:02}", item, report.year, text) for i, item in enumerate(page.items, 1)]
    (gold / f"{stem}.gold.jsonl").write_text(_lines(rows), encoding="utf-8")
    if page.findings:
        found = [finding_row(f"{stem}-F{i:02}", finding, text) for i, finding in enumerate(page.findings, 1)]
        (gold / f"{stem}.findings.jsonl").write_text(_lines(found), encoding="utf-8")
    if not name.endswith(".txt"):
        (gold / f"{stem}.source").write_text(name + "\n", encoding="utf-8")
    (gold / f"{stem}.txt").write_text(text, encoding="utf-8", newline="")


_ENCODER = json.JSONEncoder(ensure_ascii=False)


def _lines(rows: list[dict[str, object]]) -> str:
    return "".join(_ENCODER.encode(row) + "\n" for row in rows)
