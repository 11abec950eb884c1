"""The generated corpus: the same from the same seed, varied, and as true as it says. The figures are regressions, not bars."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.corpus.gold import mention_row
from benchmarks.corpus.report import PLANTABLE, Report
from benchmarks.corpus.writing import reports, write_corpus
from warehouse.documents import read_content
from warehouse.extraction import extract
from warehouse.model import Mention
from warehouse.reference import load_reference
from warehouse.review import review

SEED = 7
SHINGLE = 8
ACROSS_DOCUMENTS = {"continuity_break"}


@lru_cache(maxsize=1)
def corpus() -> tuple[tuple[str, Report], ...]:
    return tuple(reports(200, SEED))


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_seed_writes_the_same_bytes_and_another_seed_other_reports(tmp_path: Path) -> None:
    for name, seed in (("one", 7), ("again", 7), ("other", 8)):
        write_corpus(tmp_path / name, 12, seed)
    assert files(tmp_path / "one") == files(tmp_path / "again")
    one, other = (files(tmp_path / name / "reports") for name in ("one", "other"))
    assert one.keys() == other.keys()
    assert not [name for name, data in one.items() if other[name] == data]


def test_a_longer_corpus_begins_with_the_shorter_one() -> None:
    short = [report.page.text for _, report in reports(9, SEED)]
    assert [report.page.text for _, report in itertools.islice(corpus(), 9)] == short


def test_no_two_reports_share_most_of_their_wording() -> None:
    """Shingles of eight characters; of the shorter report's, the two nearest of 200 reports share a quarter."""
    texts = [report.page.text for _, report in corpus()]
    shingles = [frozenset(text[i : i + SHINGLE] for i in range(len(text) - SHINGLE)) for text in texts]
    nearest = max(len(a & b) / min(len(a), len(b)) for a, b in itertools.combinations(shingles, 2))
    assert nearest < 0.35


def test_a_body_tells_last_years_figures_as_last_year_did() -> None:
    """Unless it was planted otherwise, a thing's value of last year is the same in both reports."""
    by_year = {(report.body.name, report.year): _values(report) for _, report in corpus()}
    compared = 0
    for _, report in corpus():
        before = by_year.get((report.body.name, report.year - 1), {})
        for key, value in _values(report, report.year - 1).items():
            if key in before:
                compared += 1
                assert value == before[key], (report.body.name, report.year, key)
    assert compared > 30


def _values(report: Report, period: int | None = None) -> dict[tuple[str, str], float | None]:
    wanted = str(period or report.year)
    mistaken = [(start, end) for _, start, end in report.page.findings]
    return {
        ((figure.aliases or (figure.name,))[0], figure.unit): figure.value
        for figure, start, *_ in report.page.mentions
        if (figure.table, figure.role, figure.period) == ("indicator", "actual", wanted)
        and not any(low <= start < high for low, high in mistaken)
    }


def test_extraction_reads_what_the_corpus_says_to_a_strict_f1() -> None:
    right = told = read = 0
    for _, report in corpus()[:60]:
        found = _extracted(report)
        gold = [mention_row("", mention) for mention in report.page.mentions]
        told, read = told + len(gold), read + len(found)
        right += sum(any(_agrees(row, mention) for mention in found) for row in gold)
    f1 = 2 * right / (told + read)
    assert f1 >= 0.975, f"strict F1 {f1:.4f}"


def _extracted(report: Report) -> list[Mention]:
    reference = load_reference()
    document = read_content(report.page.text.encode(), "report.txt", None, reference)
    return [mention for mention in extract(document, reference).mentions if mention.table != "commitment"]


def _agrees(row: dict[str, Any], mention: Mention) -> bool:
    """The same number, read as the same thing of the same time, in the same unit."""
    kinds = {(row["fact_table"], row["role"]), *((other["fact_table"], other["role"]) for other in row["accept"])}
    names = [row["name"], *row["name_aliases"]]
    return (
        (mention.table, mention.role) in kinds
        and _stands_there(row, mention)
        and (row["value"] is None or float(mention.value or 0) == row["value"])
        and (row["unit"] or "") == mention.unit
        and (not row["period"] or row["period"] in (mention.period, "future"))
        and any(mention.name in name or name in mention.name for name in names)
    )


def _stands_there(row: dict[str, Any], mention: Mention) -> bool:
    if row["number_start"] is None:
        return mention.quote.start < row["quote_end"] and row["quote_start"] < mention.quote.end
    return mention.number is not None and mention.number.start == row["number_start"]


def test_every_kind_of_mistake_is_planted_and_nearly_all_are_found() -> None:
    reference = load_reference()
    planted, missed = Counter[str](), []
    for stem, report in corpus():
        for rule, start, end in report.page.findings:
            planted[rule] += 1
            if rule in ACROSS_DOCUMENTS:
                continue
            document = read_content(report.page.text.encode(), "report.txt", None, reference)
            found = review(document, extract(document, reference), reference)
            if not any(one.rule == rule and any(quote.start < end and start < quote.end for quote in one.quotes) for one in found):
                missed.append((stem, rule, report.page.text[start:end]))
    assert len(planted) >= len(PLANTABLE) - 2, planted
    assert len(missed) <= sum(planted.values()) // 12, missed


def test_the_gold_is_what_the_scoring_program_reads(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", 8, SEED, formats=0.5)
    gold = tmp_path / "corpus" / "gold"
    for path in gold.glob("*.gold.jsonl"):
        stem = path.name.removesuffix(".gold.jsonl")
        source = gold / f"{stem}.source"
        name = source.read_text(encoding="utf-8").strip() if source.exists() else f"{stem}.txt"
        assert (tmp_path / "corpus" / "reports" / name).is_file()
        with (gold / f"{stem}.txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if row.get("number_start") is not None:
                assert text[row["number_start"] : row["number_end"]] == row["number_text"]
