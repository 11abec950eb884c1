"""The sample reports and their truth agree with each other: no warehouse is needed to tell."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import gold
import pytest

from warehouse.model import FACT_TABLES, ROLES, SEVERITIES

RANK_KINDS = {"exact", "top_n", "first_of_kind", "qualitative"}
DIGITS = re.compile(r"[0-9０-９]+")
SCALE = {"亿": Decimal(10**8), "万": Decimal(10**4)}
AREAS_AND_LENGTHS = {"平方公里": Decimal(10**6), "公里": Decimal(1000)}
STEMS = gold.stems()


def text_of(stem: str) -> str:
    return gold.decode(gold.report_path(stem).read_bytes())


def mentions_of(stem: str) -> list[gold.Row]:
    return gold.read_rows(gold.TRUTH / "mentions" / f"{stem}.csv")


def test_there_are_five_organisations_and_three_years_of_each() -> None:
    years: dict[str, list[str]] = {}
    for stem in STEMS:
        organisation, year = stem.rsplit("-", 1)
        years.setdefault(organisation, []).append(year)
    assert len(years) == 5
    assert all(found == ["2021", "2022", "2023"] for found in years.values())


def test_the_manifest_names_every_report_and_nothing_else() -> None:
    with (gold.REPORTS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["file"] for row in csv.DictReader(file)}
    assert listed == {gold.report_path(stem).name for stem in STEMS}
    assert listed == {path.name for path in gold.REPORTS.iterdir()} - {"manifest.csv"}


def test_the_reports_come_in_three_encodings_and_two_suffixes() -> None:
    data = {stem: gold.report_path(stem).read_bytes() for stem in STEMS}
    utf16 = [stem for stem, raw in data.items() if raw[:2] == b"\xff\xfe"]
    gb18030 = [stem for stem, raw in data.items() if stem not in utf16 and raw != gold.decode(raw).encode("utf-8")]
    assert (len(utf16), len(gb18030)) == (1, 1)
    assert {gold.report_path(stem).suffix for stem in STEMS} == {".txt", ".md"}


@pytest.mark.parametrize("stem", STEMS)
def test_every_quote_of_the_truth_stands_in_its_report(stem: str) -> None:
    text = text_of(stem)
    for name, rows in gold.gold(stem).items():
        for row in rows:
            spans = row.get("quotes", [row])
            for span in spans:
                start, end = span.get("start", span.get("quote_start")), span.get("end", span.get("quote_end"))
                assert text[start:end] == span.get("text", span.get("quote")), (name, row)


@pytest.mark.parametrize("stem", STEMS)
def test_every_number_in_a_report_is_a_fact_or_a_named_trap(stem: str) -> None:
    text = text_of(stem)
    found = gold.gold(stem)
    claimed = [(row["number_start"], row["number_end"]) for row in found["gold"] if row["number_start"] is not None]
    claimed += [(row["start"], row["end"]) for row in found["traps"]]
    wordings = [(row["quote_start"], row["quote_end"]) for row in found["gold"] if row["rank_kind"] == "qualitative"]
    for match in DIGITS.finditer(text):
        inside = [1 for start, end in claimed + wordings if start <= match.start() and match.end() <= end]
        assert inside, f"{text[max(0, match.start() - 12) : match.end() + 6]!r} is neither fact nor trap"


@pytest.mark.parametrize("stem", STEMS)
def test_no_number_is_both_a_fact_and_a_trap(stem: str) -> None:
    found = gold.gold(stem)
    facts = {(row["number_start"], row["number_end"]) for row in found["gold"] if row["number_start"] is not None}
    for row in found["traps"]:
        assert not any(start < row["end"] and row["start"] < end for start, end in facts), row


@pytest.mark.parametrize("stem", STEMS)
def test_roles_and_kinds_are_those_of_the_contract(stem: str) -> None:
    for row in mentions_of(stem):
        pairs = [(row["fact_table"], row["role"]), *(tuple(pair.split("/")) for pair in row["accept"].split(";") if pair)]
        for table, role in pairs:
            assert table in FACT_TABLES and role in ROLES[table], row
        assert (row["rank_kind"] in RANK_KINDS) == (row["fact_table"] == "ranking"), row
        assert row["name"], row


def base_factor(unit: str) -> Decimal:
    """The factor to the base unit: money and scaled counts lose their scale, areas and lengths become square metres and metres."""
    factor = SCALE.get(unit[:1], Decimal(1))
    return factor * AREAS_AND_LENGTHS.get(unit.lstrip("万亿"), Decimal(1))


@pytest.mark.parametrize("stem", STEMS)
def test_values_are_the_digits_that_stand_there(stem: str) -> None:
    text = text_of(stem)
    for row in mentions_of(stem):
        place = gold.find(text, row["quote"], row["ordinal"])
        if place.number is None or not DIGITS.match(text, place.number[0]):
            continue
        digits = text[slice(*place.number)].translate(str.maketrans("０１２３４５６７８９．", "0123456789.", ",，"))
        assert abs(Decimal(row["value"])) == Decimal(digits), row
        if row["value_base"] and row["unit"]:
            assert Decimal(row["value_base"]) == Decimal(row["value"]) * base_factor(row["unit"]), row


@pytest.mark.parametrize("stem", STEMS)
def test_each_report_has_the_size_of_a_short_real_one(stem: str) -> None:
    numbers = [row for row in gold.gold(stem)["gold"] if row["number_start"] is not None]
    assert 900 <= len(text_of(stem)) <= 1800
    assert 35 <= len(numbers) <= 70


def test_planted_mistakes_have_a_rule_and_a_severity() -> None:
    rows = gold.read_rows(gold.TRUTH / "findings.csv")
    assert {row["severity"] for row in rows} <= set(SEVERITIES)
    assert len({row["rule"] for row in rows if row["must"] == "yes"}) >= 10
    assert sum(row["rule"] == "continuity_break" and row["must"] == "yes" for row in rows) == 1


def test_the_gold_is_written_as_files_for_the_scoring_program(tmp_path: Path) -> None:
    subprocess.run([sys.executable, gold.__file__, str(tmp_path)], check=True)
    for stem in STEMS:
        source = (tmp_path / f"{stem}.source").read_text(encoding="utf-8").strip()
        assert (gold.REPORTS / source).is_file()
        with (tmp_path / f"{stem}.txt").open(encoding="utf-8", newline="") as file:
            assert file.read() == text_of(stem)
        assert (tmp_path / f"{stem}.gold.jsonl").read_text(encoding="utf-8").count("\n") == len(mentions_of(stem))
