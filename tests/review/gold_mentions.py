"""A perfect extraction to review by: the rows of a gold file turned into mentions and facts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from warehouse.documents import read
from warehouse.model import Cell, Document, Extraction, Fact, Identity, Mention, Numeral, Span
from warehouse.reference import Reference, load_reference

GOLD = Path(__file__).resolve().parents[3] / "shared" / "eval" / "gold"
SET_ASIDE = ("liubu-2023", "yingqiu-nongye-2021", "rongwu-2023", "baiyinhanggai-2022")
_TITLE = re.compile(r"^(?:(?P<before>20[0-9]{2})年度?)?(?P<name>.+?)(?:(?P<after>20[0-9]{2})年度?)?部门整体")
_UNIT_HEAD = re.compile(r"单位[：:](?P<name>[\u4e00-\u9fff]{4,30})")


def stems() -> tuple[str, ...]:
    """The reports with gold that may be tuned on; none where the folder is missing."""
    return tuple(stem for path in sorted(GOLD.glob("*.gold.jsonl")) if (stem := path.name.removesuffix(".gold.jsonl")) not in SET_ASIDE)


def rows(stem: str, kind: str) -> list[dict[str, Any]]:
    """The rows of ``STEM.KIND.jsonl``."""
    path = GOLD / f"{stem}.{kind}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line] if path.exists() else []


@lru_cache(maxsize=32)
def document(stem: str) -> Document:
    return read(GOLD / f"{stem}.txt", reference=load_reference())


@lru_cache(maxsize=32)
def extraction(stem: str) -> Extraction:
    """The gold's mentions as an extraction."""
    told = document(stem)
    reference = load_reference()
    gold = rows(stem, "gold")
    mentions = tuple(_mention(row, told, reference) for row in gold)
    numerals = tuple(Numeral(Span(row["start"], row["end"]), row["why"].split(":")[0], row["text"]) for row in rows(stem, "traps"))
    return Extraction(identity(told), mentions, tuple(_facts(gold, mentions)), numerals)


def identity(told: Document) -> Identity:
    """Organisation and year by the title's form, as far as the tests need it."""
    match = _TITLE.search(told.title)
    year = re.search(r"20[0-9]{2}", told.title)
    head = _UNIT_HEAD.search(told.text[:400])
    name = head["name"] if head else match["name"] if match else ""
    return Identity(name, "", "", "", int(year.group()) if year else None, "部门整体", told.title)


def _mention(row: dict[str, Any], told: Document, reference: Reference) -> Mention:
    number = Span(row["number_start"], row["number_end"]) if row.get("number_start") is not None else None
    quote = Span(row["quote_start"], row["quote_end"])
    table, cell = _cell(told, number) if number else (None, None)
    value = None if row["value"] is None else Decimal(str(row["value"]))
    scope = row.get("scope") or ""
    if row["fact_table"] == "budget":
        scope = "overall" if {"部门整体", "预算执行"} & {row["name"], *row["name_aliases"]} else "project"
    return Mention(
        table=row["fact_table"],
        role=row["role"],
        name=row["name"],
        thing=row["name"],
        period=row["period"] or "",
        quote=quote,
        rule="gold",
        project=row["name"] if scope == "project" else "",
        scope=scope,
        number=number,
        value=value,
        unit=row["unit"] or "",
        value_base=None if row["value_base"] is None else Decimal(str(row["value_base"])),
        base_unit=row["base_unit"] or "",
        decimals=len((row["number_text"] or "").partition(".")[2]),
        qualifier=row["qualifier"] or "exact",
        table_number=table,
        row_number=cell.row if cell else None,
        column_number=cell.column if cell else None,
        rank_kind=row["rank_kind"] or "",
        text=quote.of(told.text),
    )


def _cell(told: Document, number: Span) -> tuple[int | None, Cell | None]:
    for table in told.tables:
        for cell in table.cells:
            if cell.span.overlaps(number):
                return table.number, cell
    return None, None


def _facts(gold: list[dict[str, Any]], mentions: tuple[Mention, ...]) -> Iterator[Fact]:
    groups: dict[tuple[str, str, str], list[int]] = {}
    for number, row in enumerate(gold):
        groups.setdefault((row["fact_table"], row["fact_key"], row["period"] or ""), []).append(number)
    for (table, _, period), numbers in groups.items():
        first = mentions[numbers[0]]
        values: dict[str, int] = {}
        for number in numbers:
            values.setdefault(mentions[number].role, number)
        yield Fact(table, first.thing, period, first.project, first.scope, first.base_unit, tuple(numbers), values)  # type: ignore[arg-type]
