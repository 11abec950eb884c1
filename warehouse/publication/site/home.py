"""The home page: who reported when, what is missing, what stands out. Long archives turn over the matrix page by page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.publication.site.contents import Contents, Row, chosen_rows, portions, rows
from warehouse.publication.site.figures import change, in_wan
from warehouse.publication.site.framing import Files, page
from warehouse.publication.site.links import matrix_page, organisation_page, report_page
from warehouse.publication.site.rendering import grouped, shown

# Organisations on one page of the matrix: keeps the home page under 200 kB.
_ON_A_PAGE = 150
_STANDING_OUT = 10

_FINDINGS = """
select document_key, organisation_id, organisation, fiscal_year, rule, severity, message, finding_key from finding
where is_current and not is_waived
"""
_MISSING = "select organisation_id, organisation, fiscal_year from missing_report order by organisation, fiscal_year"
_FACTS = "select document_key, count(*) as n from fact group by document_key"


@dataclass(frozen=True, slots=True)
class Cell:
    """One current report in the matrix: its page, how many error findings stand against it, and how many editions it has."""

    href: str
    errors: int
    editions: int


@dataclass(frozen=True, slots=True)
class Line:
    """An organisation in the matrix. ``cells`` has each year's reports; ``missing`` are years of which one is expected and not there."""

    name: str
    href: str
    cells: dict[int, list[Cell]]
    missing: frozenset[int]


def home_pages(contents: Contents) -> Files:
    findings = list(chosen_rows(contents, _FINDINGS, "fiscal_year desc, organisation, rule, finding_key, document_key"))
    lines = _lines(contents, Counter(row["document_key"] for row in findings if row["severity"] == "error"))
    years = sorted({year for line in lines for year in (*line.cells, *line.missing)})
    pages = list(portions(lines, _ON_A_PAGE)) or [[]]
    links = [(number, matrix_page(number)) for number in range(1, len(pages) + 1)]
    unknown = [row for row in contents.documents if not row["organisation_id"] or row["fiscal_year"] is None]
    for (number, name), portion in zip(links, pages, strict=True):
        first = (
            {"totals": _totals(contents, lines, findings), "movers": _movers(contents), "errors": _errors(findings)} if number == 1 else {}
        )
        yield page(
            contents, name, "home.html", "绩效自评报告：逐年比较",
            lines=portion, years=years, links=links, number=number, first=first, run=contents.run,
            verdict=verdict(contents), unknown=[(shown(row["file_name"], 120), report_page(row["document_key"])) for row in unknown[:200]],
        )  # fmt: skip


def verdict(contents: Contents) -> dict[str, Any]:
    """What the newest check of our own data said: its state, and how many expectations failed of how many."""
    failed = [row for row in contents.results if not row["success"]]
    held = any(row["severity"] == "error" for row in failed)
    state = "none" if not contents.results else "fail" if held else "doubt" if failed else "pass"
    return {"state": state, "failed": len(failed), "total": len(contents.results), "quarantined": len(contents.quarantined)}


def _lines(contents: Contents, errors: Counter[str]) -> list[Line]:
    missing = _missing(contents)
    editions = Counter(row["edition_group"] for row in contents.documents)
    lines = []
    for organisation_id, documents in contents.by_organisation().items():
        cells: dict[int, list[Cell]] = defaultdict(list)
        for row in documents:
            if row["is_current"] and row["fiscal_year"] is not None:
                key = row["document_key"]
                cells[row["fiscal_year"]].append(Cell(report_page(key), errors[key], editions[row["edition_group"]]))
        name = documents[0]["organisation"]
        lines.append(
            Line(shown(name, 60), organisation_page(organisation_id), dict(cells), frozenset(missing.pop((organisation_id, name), ())))
        )
    # A part of the archive tells nothing of those that never reported: their region is not known to it.
    silent = [] if contents.is_part else [Line(shown(name, 60), "", {}, frozenset(years)) for (_, name), years in missing.items()]
    return [*lines, *silent]


def _missing(contents: Contents) -> dict[tuple[str | None, str], set[int]]:
    found: dict[tuple[str | None, str], set[int]] = defaultdict(set)
    for row in rows(contents.sealed, _MISSING):
        found[row["organisation_id"], row["organisation"]].add(row["fiscal_year"])
    return found


def _totals(contents: Contents, lines: Sequence[Line], findings: Sequence[Row]) -> dict[str, int]:
    severities = Counter(row["severity"] for row in findings)
    return {
        "organisations": len(lines),
        "reports": sum(1 for row in contents.documents if row["is_current"]),
        "facts": sum(row["n"] for row in chosen_rows(contents, _FACTS, "document_key")),
        "missing": sum(len(line.missing) for line in lines),
        **{severity: severities[severity] for severity in ("error", "warning", "note")},
    }


def _movers(contents: Contents) -> list[dict[str, Any]]:
    """The biggest changes of the newest year, each with the way to its sentence."""
    newest = "fiscal_year = (select max(fiscal_year) from current_report)"
    found = [row for row, _ in zip(chosen_rows(contents, "from biggest_mover", "place", newest), range(_STANDING_OUT), strict=False)]
    return [
        {
            "organisation": shown(row["organisation"], 60),
            "page": organisation_page(row["organisation_id"]),
            "measure": shown(row["measure"], 60),
            "year": row["fiscal_year"],
            "figure": _amount(row["figure"], row["unit"]),
            "previous": _amount(row["previous_figure"], row["unit"]),
            "unit": "万元" if row["unit"] == "元" else shown(row["unit"], 12),
            "change": change(row["change_pct"], row["previous_source"]),
            "href": f"{report_page(row['document_key'])}#f-{row['fact_key']}",
        }
        for row in found
    ]


def _amount(value: float, unit: str | None) -> str:
    return grouped(in_wan(value) if unit == "元" else value)


def _errors(findings: Sequence[Row]) -> list[dict[str, Any]]:
    return [finding_line(row) for row in findings if row["severity"] == "error"][:_STANDING_OUT]


def finding_line(row: Row) -> dict[str, Any]:
    """A finding in a list: what it says, and the way to it."""
    return {
        "severity": row["severity"],
        "rule": row["rule"],
        "organisation": shown(row["organisation"] or "", 60),
        "year": row["fiscal_year"],
        "message": shown(row["message"], 240),
        "href": f"{report_page(row['document_key'])}#finding-{row['finding_key'][:8]}",
    }
