"""Long lists as data for the page's script, which filters, sorts and turns over; the first rows stand in the page itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from warehouse.publication.escaping import plain_number
from warehouse.publication.site.contents import Contents, Row, chosen_rows, told_rows
from warehouse.publication.site.figures import in_wan
from warehouse.publication.site.framing import Files, page
from warehouse.publication.site.links import fact_link, organisation_page, report_page
from warehouse.publication.site.rendering import script, shown, terms_of, word

FIRST_ROWS = 50

_FINDINGS = "select * exclude (quotes) from finding where is_current and not is_waived"
_FINDING_ORDER = "list_position(['error', 'warning', 'note'], severity), fiscal_year desc, organisation, rule, finding_key, document_key"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its name in addresses, its heading, how it sorts, whether readers choose among its values.

    ``terms`` is the kind of its codes, which are shown as words.
    """

    key: str
    heading: str
    kind: Literal["text", "number", "year", "severity"]
    is_filter: bool = False
    terms: str = ""


_RANKINGS = (
    Column("organisation", "单位", "text", is_filter=True),
    Column("year", "年度", "year", is_filter=True),
    Column("subject", "事项", "text"),
    Column("scope", "范围", "text", is_filter=True),
    Column("period", "期间", "text"),
    Column("rank", "名次", "number", terms="rank"),
    Column("previous", "上年名次", "number"),
    Column("gained", "进位", "number"),
)
_CASES = (
    Column("organisation", "单位", "text", is_filter=True),
    Column("year", "年度", "year", is_filter=True),
    Column("case_type", "案件类型", "text"),
    Column("period", "期间", "text"),
    Column("count", "数量", "number"),
    Column("unit", "计量单位", "text", is_filter=True),
    Column("persons", "人数", "number"),
    Column("amount", "金额（万元）", "number"),
    Column("change", "比上年（%）", "number"),
)
_FOUND = (
    Column("severity", "级别", "severity", is_filter=True, terms="severity"),
    Column("rule", "规则", "text", is_filter=True, terms="rule"),
    Column("organisation", "单位", "text", is_filter=True),
    Column("year", "年度", "year", is_filter=True),
    Column("message", "情况", "text"),
    Column("question", "请问", "text"),
)


def list_pages(contents: Contents) -> Files:
    """Rankings, cases and findings."""
    rankings = told_rows(contents, "yearly_ranking", "fiscal_year desc, organisation, subject, scope, fact_key")
    cases = told_rows(contents, "yearly_case", "fiscal_year desc, organisation, case_type, unit, fact_key")
    findings = chosen_rows(contents, _FINDINGS, _FINDING_ORDER)
    yield from list_page(contents, "rankings", "排名", _RANKINGS, list(map(_ranking, rankings)))
    yield from list_page(contents, "cases", "案件", _CASES, list(map(_case, cases)))
    yield from list_page(contents, "findings", "核查发现", _FOUND, list(map(_finding, findings)))


def list_page(contents: Contents, name: str, title: str, columns: Sequence[Column], lines: Sequence[list[Any]]) -> Files:
    """The page and its data; a cell is a text, a number, None, or one of these with the place that it leads to."""
    headings = [_heading(column) for column in columns]
    yield f"data/{name}.js", script("JIXIAO.table", {"columns": headings, "rows": lines})
    yield page(
        contents, f"{name}.html", "list.html", title,
        name=name, heading=title, columns=columns, lines=list(map(_cells, lines[:FIRST_ROWS])), total=len(lines),
    )  # fmt: skip


def _heading(column: Column) -> dict[str, Any]:
    """A column as the page's script takes it; ``words`` are codes with what they are called in both languages."""
    chinese, english = word(column.heading)
    words = {"words": terms_of(column.terms)} if column.terms else {}
    return {"key": column.key, "zh": chinese, "en": english, "kind": column.kind, "filter": column.is_filter, "digits": 4, **words}


def _cells(line: list[Any]) -> Iterator[tuple[Any, str]]:
    """Value and link of each cell, for the page."""
    return (tuple(cell) if isinstance(cell, list) else (cell, "") for cell in line)


def _number(value: Any) -> int | float | None:
    """A number as scripts hold it; what is exact beyond their digits is told in the page of the report."""
    if value is None:
        return None
    text = plain_number(value if isinstance(value, int) else Decimal(value))
    return float(text) if "." in text else int(text)


def _linked(value: Any, href: str) -> Any:
    return None if value is None else [_number(value), href]


def _organisation(row: Row) -> Any:
    name = shown(row["organisation"], 60)
    return [name, organisation_page(row["organisation_id"])] if row["organisation_id"] else name


def _period(row: Row) -> str:
    return "" if row["period_in_year"] == "year" else row["period_in_year"]


def _ranking(row: Row) -> list[Any]:
    link = fact_link(row, "rank")
    rank = _linked(row["rank_best"], link) or [row["rank_kind"], link]
    kept = [shown(row["subject"], 120), shown(row["scope"], 40), _period(row)]
    return [_organisation(row), row["fiscal_year"], *kept, rank, row["previous_rank_best"], row["places_gained"]]


def _case(row: Row) -> list[Any]:
    amount = None if row["amount_yuan"] is None else in_wan(row["amount_yuan"])
    return [
        _organisation(row),
        row["fiscal_year"],
        shown(row["case_type"], 120) if row["case_count"] is not None else [shown(row["case_type"], 120), fact_link(row)],
        _period(row),
        _linked(row["case_count"], fact_link(row, "count")),
        shown(row["unit"], 20),
        _linked(row["person_count"], fact_link(row, "persons")),
        _linked(amount, fact_link(row, "amount")),
        _number(round(row["change_pct"], 2)) if row["change_pct"] is not None else None,
    ]


def _finding(row: Row) -> list[Any]:
    link = f"{report_page(row['document_key'])}#finding-{row['finding_key'][:8]}"
    return [
        row["severity"],
        row["rule"],
        _organisation(row),
        row["fiscal_year"],
        [shown(row["message"], 300), link],
        shown(row["question"], 300),
    ]
