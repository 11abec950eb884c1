"""Small builders of Documents and Extractions by hand: what the readers and the rules would have made of a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from warehouse.conforming import Versions, as_batch, conform
from warehouse.model import Declared, Document, Extraction, Fact, Finding, Flow, Identity, Mention, Numeral, Span
from warehouse.reference import Reference
from warehouse.reference.nouns import Unit

VERSIONS = Versions("reader-1", "extractor-1", "reference-1")
REFERENCE = Reference(
    units={
        "万元": Unit("万元", "元", Decimal(10000), "money"),
        "元": Unit("元", "元", Decimal(1), "money"),
    }
)


def a_document(text: str, name: str = "report.txt", declared: Declared | None = None) -> Document:
    """A plain text document whose flow is its text."""
    return Document(
        key=sha256(text.encode()).hexdigest(),
        file_name=name,
        media_type="text/plain",
        reader="text",
        text=text,
        title=text.splitlines()[0] if text else "",
        flow=Flow(text, (0,), (0,)),
        paragraphs=(Span(0, len(text)),),
        sections=(),
        sentences=(),
        byte_size=len(text.encode()),
        declared=declared or Declared(),
    )


def an_identity(organisation: str = "甲县水务局", year: int | None = 2022, **more: Any) -> Identity:
    values: dict[str, Any] = {
        "organisation": organisation,
        "organisation_type": "bureau",
        "region": "甲县",
        "region_code": "510199",
        "fiscal_year": year,
        "report_type": "department",
        "title": f"{organisation}{year}年度部门整体支出绩效自评报告",
    }
    return Identity(**{**values, **more})


def a_mention(
    text: str, quote: str, table: str, role: str, thing: str, period: str = "2022", number: str | None = None, **more: Any
) -> Mention:
    """A mention of ``thing`` whose quote, and in it the number, are found in the text; value and base unit from ``more``."""
    start = text.index(quote)
    place = None
    if number is not None:
        first = text.index(number, start)
        place = Span(first, first + len(number))
        printed = Decimal(number.replace(",", ""))
        more.setdefault("value", printed)
        more.setdefault("value_base", more["value"] * (10000 if more.get("unit") == "万元" else 1))
        more.setdefault("base_unit", "元" if more.get("unit") == "万元" else more.get("unit", ""))
    return Mention(
        table=table,  # type: ignore[arg-type]
        role=role,
        name=more.pop("name", thing),
        thing=thing,
        period=period,
        quote=Span(start, start + len(quote)),
        number=place,
        rule=more.pop("rule", "by_hand"),
        **more,
    )


def an_extraction(mentions: Sequence[Mention], identity: Identity | None = None, numerals: Iterable[Numeral] = ()) -> Extraction:
    """Mentions that agree in table, thing, period, project, scope and base unit fold into one fact, as in the room of extraction."""
    grains: dict[tuple[Any, ...], list[int]] = {}
    for number, mention in enumerate(mentions):
        grains.setdefault(_grain(mentions, number, mention), []).append(number)
    facts = [_fact(mentions, numbers) for numbers in grains.values()]
    return Extraction(identity or an_identity(), tuple(mentions), tuple(facts), tuple(numerals))


def _grain(mentions: Sequence[Mention], number: int, mention: Mention) -> tuple[Any, ...]:
    if mention.table == "commitment":
        return (mention.table, number)
    level = mentions[mention.anchor] if mention.anchor is not None and mentions[mention.anchor].table == mention.table else mention
    unit = level.base_unit if mention.table in ("indicator", "case") else ""
    return (mention.table, level.thing, level.period, mention.project, mention.scope, unit)


def _fact(mentions: Sequence[Mention], numbers: list[int]) -> Fact:
    first = mentions[numbers[0]]
    values: dict[str, int] = {}
    for number in numbers:
        values.setdefault(mentions[number].role, number)
    unit = first.base_unit if first.table in ("indicator", "case") else ""
    return Fact(first.table, first.thing, first.period, first.project, first.scope, unit, tuple(numbers), values)


def budget_report(
    year: int = 2022,
    annual: str = "1,000.00",
    executed: str = "900.00",
    organisation: str = "甲县水务局",
    extra: str = "",
    name: str | None = None,
) -> tuple[Document, Extraction]:
    """A report on one overall budget: 全年预算数, 执行数 and their rate."""
    text = f"{organisation}{year}年度部门整体支出绩效自评报告\n全年预算数{annual}万元，执行数{executed}万元，完成预算的90%。{extra}\n"
    period = str(year)
    mentions = (
        a_mention(text, f"全年预算数{annual}万元", "budget", "annual_budget", "部门整体", period, annual, unit="万元", scope="overall"),
        a_mention(text, f"执行数{executed}万元", "budget", "executed", "部门整体", period, executed, unit="万元", scope="overall"),
        a_mention(text, "完成预算的90%", "budget", "execution_rate", "部门整体", period, "90", unit="%", scope="overall"),
    )
    document = a_document(text, name or f"{organisation}-{year}.txt")
    return document, an_extraction(mentions, an_identity(organisation, year))


def a_batch(*reports: tuple[Document, Extraction], findings: Iterable[Finding] = (), versions: Versions = VERSIONS) -> dict[str, pa.Table]:
    return as_batch([conform(document, extraction, findings, REFERENCE, versions) for document, extraction in reports])


def under_name(report: tuple[Document, Extraction], name: str) -> tuple[Document, Extraction]:
    return replace(report[0], file_name=name), report[1]


def written(folder: Path, report: tuple[Document, Extraction]) -> Path:
    """The report's text as a file."""
    path = folder / report[0].file_name
    path.write_text(report[0].text, encoding="utf-8")
    return path
