"""A site of bodies, files, indicators and findings whose names are attacks."""

from __future__ import annotations

from pathlib import Path

from tests.builders import a_batch, a_document, a_mention, an_extraction, an_identity
from warehouse import store
from warehouse.model import Declared, Document, Extraction, Finding, Span
from warehouse.publication import publish

# Each would do harm in another place: markup, attribute, script data, template, link, formula, direction, line, path, length.
NAMES = (
    "<script>alert(1)</script>县水务局",
    '"><img src=x onerror=alert(2)>县林业局',
    "</script><svg onload=alert(3)>县财政局",
    "{{7*7}}${7*7}县卫健局",
    "javascript:alert(4)县城管局",
    '=HYPERLINK("http://192.0.2.1/","点我")县审计局',
    "县水\u202e局务\u2066甲",
    "上\n下\r\n左\t右县农业局",
    "../../etc/passwd县公安局",
    "很长" * 10_000 + "县教育局",
)


def publish_hostile(folder: Path) -> Path:
    """Builds the warehouse in ``folder`` and gives the folder of its site."""
    warehouse = folder / "hostile.duckdb"
    with store.open_warehouse(warehouse) as opened:
        for number, name in enumerate(NAMES):
            report = _report(name, number)
            store.load(opened, a_batch(report, findings=[_finding(name, report[0])]))
        store.settle(opened)
    publish(warehouse, site=folder / "site")
    return folder / "site"


def _report(name: str, number: int) -> tuple[Document, Extraction]:
    """The name is everywhere: body, title, file, text, indicator, unit's neighbour, subject of a rank."""
    budget = f"全年预算数1,000.00万元，执行数{number + 900}.00万元。"
    text = f"{name}2022年度部门整体支出绩效自评报告\n{budget}办理{name}件12{number}件，考核排名全县第3名。\n"
    mentions = (
        a_mention(text, "全年预算数1,000.00万元", "budget", "annual_budget", "部门整体", number="1,000.00", unit="万元", scope="overall"),
        a_mention(
            text,
            f"执行数{number + 900}.00万元",
            "budget",
            "executed",
            "部门整体",
            number=f"{number + 900}.00",
            unit="万元",
            scope="overall",
        ),
        a_mention(text, f"12{number}件", "indicator", "actual", name, number=f"12{number}", unit="件"),
        a_mention(text, "排名全县第3名", "ranking", "rank", name, number="3", scope="全县"),
    )
    document = a_document(text, f"{name[:200]}.txt".replace("/", "∕"), Declared(organisation=name))
    return document, an_extraction(mentions, an_identity(name, 2022))


def _finding(name: str, document: Document) -> Finding:
    start = document.text.index("1,000.00")
    return Finding("rate_vs_amounts", "error", f"{name}：不符", (Span(start, start + 8),), computation=name, question=f"{name}？")
