"""Markdown pages: an overview, and a page for each organisation with its years side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from warehouse import store
from warehouse.publication.escaping import markdown_text
from warehouse.publication.tables import markdown_rows
from warehouse.publication.views import YEARLY, View

_ORGANISATIONS = """
select o.organisation_id, o.organisation, o.region, o.organisation_type,
    string_agg(distinct d.fiscal_year::varchar, '、' order by d.fiscal_year::varchar) as years, count(distinct d.document_key) as reports
from dim_organisation o join dim_document d using (organisation_id)
where o.is_current and d.is_current
group by all order by o.organisation, o.organisation_id
"""
_FINDINGS = """
select organisation_id, fiscal_year, severity, rule, message, question from finding
where is_current and not is_waived
order by organisation_id, fiscal_year, list_position(['error', 'warning', 'note'], severity), rule, message, finding_key
"""
_COUNTS = """
select organisation_id, severity, count(*) as n from finding where is_current and not is_waived group by all
"""
_FINDING_HEADINGS = ("年度", "级别", "规则", "情况", "请问")
_OVERVIEW_HEADINGS = "| 单位 | 地区 | 年度 | 报告 | 错误 | 警告 | 提示 |\n|" + " --- |" * 7 + "\n"


Rows = dict[str, list[tuple[Any, ...]]]


def site_pages(warehouse: Path) -> Iterator[tuple[str, str]]:
    """File name and text of each page. Each view is read once, for all organisations."""
    organisations = store.read(warehouse, _ORGANISATIONS).to_pylist()
    yield "index.md", "".join(_overview(warehouse, organisations))
    sections = [(view.title, [heading for _, heading in view.columns], _rows(warehouse, _page_query(view))) for view in YEARLY]
    sections.append(("核查发现", list(_FINDING_HEADINGS), _rows(warehouse, _FINDINGS)))
    for row in organisations:
        yield _page_name(row), "".join(_organisation_page(row, sections))


def _overview(warehouse: Path, organisations: list[dict[str, Any]]) -> Iterator[str]:
    counts = {(row["organisation_id"], row["severity"]): row["n"] for row in store.read(warehouse, _COUNTS).to_pylist()}
    yield "# 绩效自评报告：逐年比较\n\n"
    yield _OVERVIEW_HEADINGS
    for row in organisations:
        findings = [counts.get((row["organisation_id"], severity), 0) for severity in ("error", "warning", "note")]
        link = f"[{markdown_text(row['organisation'])}]({_page_name(row)})"
        cells = [markdown_text(row[name]) for name in ("region", "years", "reports")]
        yield "| " + " | ".join([link, *cells, *map(str, findings)]) + " |\n"


def _page_name(row: dict[str, Any]) -> str:
    """An organisation's key is hexadecimal digits: safe as a file name and in a link."""
    return f"{row['organisation_id']}.md"


def _rows(warehouse: Path, query: str) -> Rows:
    """The rows of a query by their first column, an organisation's key, without it."""
    rows: Rows = defaultdict(list)
    for organisation_id, *row in zip(*(column.to_pylist() for column in store.read(warehouse, query).columns), strict=True):
        rows[organisation_id].append(tuple(row))
    return rows


def _organisation_page(row: dict[str, Any], sections: list[tuple[str, list[str], Rows]]) -> Iterator[str]:
    yield f"# {markdown_text(row['organisation'])}\n\n[返回](index.md)\n"
    for title, headings, rows in sections:
        if row["organisation_id"] in rows:
            yield f"\n## {title}\n\n"
            yield from markdown_rows(headings, rows[row["organisation_id"]])


def _page_query(view: View) -> str:
    columns = ", ".join(f'{expression} as "{heading}"' for expression, heading in view.columns)
    return f"select organisation_id, {columns} from {view.name} order by all"
