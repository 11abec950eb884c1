"""A page for each organisation: its years side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.publication.site.charts import budget_chart
from warehouse.publication.site.contents import Contents, Row, by_key, chosen_rows, rows, title_of, told_rows
from warehouse.publication.site.figures import Change, Figure, change, figure, in_wan, percent, shown_unit
from warehouse.publication.site.framing import Page, page
from warehouse.publication.site.home import finding_line
from warehouse.publication.site.links import fact_link, organisation_page, report_page
from warehouse.publication.site.rendering import grouped, shown

_FINDINGS = "select * exclude (quotes) from finding where is_current and not is_waived"
_FINDING_ORDER = "fiscal_year desc, list_position(['error', 'warning', 'note'], severity), rule, finding_key, document_key"
_MISSING = "select organisation_id, fiscal_year from missing_report where organisation_id in (select unnest(?)) order by all"
_ALIASES = """
select organisation_id, list_sort(list_distinct(flatten(list(aliases)))) as aliases from dim_organisation
where organisation_id in (select unnest(?)) group by organisation_id
"""
# The view, and the order of its rows on the page.
_TOLD = {
    "yearly_budget": "scope = 'overall' desc, project, period, fiscal_year desc, fact_key",
    "yearly_indicator": "category, indicator, project, base_unit, period_in_year, fiscal_year, fact_key",
    "yearly_ranking": "fiscal_year desc, subject, scope, fact_key",
    "yearly_case": "case_type, project, unit, period_in_year, fiscal_year, fact_key",
    "yearly_commitment": "fiscal_year desc, kind desc, ordinal, fact_key",
}
_PLAIN = {
    "organisation_scorecard": "fiscal_year desc, document_key",
    "peer_comparison": "fiscal_year desc, measure, base_unit, fact_key",
}


@dataclass(frozen=True, slots=True)
class YearCell:
    """One thing in one year: its figure, its target and what was reached of it, and the change against the year before."""

    figure: Figure | None
    target: Figure | None
    completion: str
    change: Change | None


def organisation_pages(contents: Contents, places: Mapping[tuple[str, str], str], ids: Sequence[str]) -> list[Page]:
    """The pages of some organisations; ``places`` are name and unit of each indicator → where it is told."""
    documents = contents.by_organisation()
    told = _told(contents, ids)
    own = {one: {view: found.get(one, []) for view, found in told.items()} for one in ids}
    return [_page(contents, one, documents[one], own[one], places) for one in ids]


def _told(contents: Contents, ids: Sequence[str]) -> dict[str, dict[str, list[Row]]]:
    """The rows of each view for some organisations, by organisation."""
    chosen = "organisation_id in (select unnest(?))"
    found = {view: told_rows(contents, view, order, chosen, [list(ids)]) for view, order in _TOLD.items()}
    found |= {view: chosen_rows(contents, f"from {view}", order, chosen, [list(ids)]) for view, order in _PLAIN.items()}
    found["finding"] = chosen_rows(contents, _FINDINGS, _FINDING_ORDER, chosen, [list(ids)])
    found["missing"] = rows(contents.sealed, _MISSING, [list(ids)])
    found["aliases"] = rows(contents.sealed, _ALIASES, [list(ids)])
    return {view: by_key(one, "organisation_id") for view, one in found.items()}


def _page(
    contents: Contents, organisation_id: str, documents: list[Row], own: dict[str, list[Row]], places: Mapping[tuple[str, str], str]
) -> Page:
    first = documents[0]
    aliases = [shown(alias, 60) for row in own["aliases"] for alias in row["aliases"] if alias != first["organisation"]]
    return page(
        contents,
        organisation_page(organisation_id),
        "organisation.html",
        shown(first["organisation"], 120),
        organisation=first,
        aliases=aliases[:12],
        documents=[row | {"href": report_page(row["document_key"]), "name": title_of(row)} for row in documents],
        missing=[row["fiscal_year"] for row in own["missing"]],
        scorecard=list(map(_score_line, own["organisation_scorecard"])),
        chart=_chart(own["yearly_budget"]),
        budgets=list(map(_budget_line, own["yearly_budget"])),
        indicators=list(_indicator_lines(own["yearly_indicator"], places)),
        indicator_years=_years(own["yearly_indicator"]),
        peers=list(_peer_lines(own["peer_comparison"], places)),
        rankings=list(map(_ranking_line, own["yearly_ranking"])),
        cases=list(_case_lines(own["yearly_case"])),
        case_years=_years(own["yearly_case"]),
        commitments=[_commitment_line(row) for row in own["yearly_commitment"]],
        findings_found=[finding_line(row) | {"question": shown(row["question"])} for row in own["finding"]],
    )


def _years(found: list[Row]) -> list[int]:
    return sorted({row["fiscal_year"] for row in found})


def _score_line(row: Row) -> dict[str, Any]:
    amounts = {name: grouped(in_wan(row[name])) if row[name] is not None else "" for name in ("annual_budget_yuan", "executed_yuan")}
    anchor = f"#f-{row['fact_key']}" if row["fact_key"] else ""
    return row | amounts | {"rate": percent(row["execution_rate_pct"]), "href": report_page(row["document_key"]) + anchor}


def _is_whole_year(row: Row) -> bool:
    return row["scope"] == "overall" and not row["project"] and row["period"] == str(row["fiscal_year"])


def _chart(budgets: list[Row]) -> Any:
    whole = sorted((row for row in budgets if _is_whole_year(row)), key=lambda row: row["fiscal_year"])
    return budget_chart([(row["fiscal_year"], _wan(row["annual_budget_yuan"]), _wan(row["executed_yuan"])) for row in whole])


def _wan(value: Any) -> float | None:
    return None if value is None else float(in_wan(value))


def _budget_line(row: Row) -> dict[str, Any]:
    return {
        "year": row["fiscal_year"],
        "scope": row["scope"],
        "project": shown(row["project"], 80),
        "period": "" if row["period"] == str(row["fiscal_year"]) else row["period"],
        "budget": figure(row, "annual_budget_yuan", "annual_budget", "元"),
        "executed": figure(row, "executed_yuan", "executed", "元"),
        "rate": figure(row, "execution_rate_reported_pct", "execution_rate"),
        "computed": percent(row["execution_rate_computed_pct"]),
        "budget_change": change(row["annual_budget_change_pct"], row["previous_source"]),
        "executed_change": change(row["executed_change_pct"], row["previous_source"]),
    }


def _indicator_lines(found: list[Row], places: Mapping[tuple[str, str], str]) -> Iterator[dict[str, Any]]:
    lines: dict[tuple[str, str, str, str], dict[int, Row]] = defaultdict(dict)
    for row in found:
        lines[row["indicator"], row["base_unit"], row["project"], row["period_in_year"]][row["fiscal_year"]] = row
    for (indicator, unit, project, period), years in lines.items():
        yield {
            "name": shown(indicator, 80),
            "href": places.get((indicator, unit), ""),
            "unit": shown(shown_unit(unit), 20),
            "project": shown(project, 60),
            "period": "" if period == "year" else period,
            "category": shown(next(iter(years.values()))["category"], 20),
            "years": {year: _indicator_cell(row) for year, row in years.items()},
        }


def _indicator_cell(row: Row) -> YearCell:
    unit = row["base_unit"]
    compared = (row["change_pct"], "%") if unit != "%" else (row["change_base"], "pp")
    return YearCell(
        figure(row, "value_base", "actual", unit),
        figure(row, "target_base", "target", unit),
        percent(row["completion_rate_pct"]),
        change(compared[0], row["previous_source"], compared[1]),
    )


def _peer_lines(found: list[Row], places: Mapping[tuple[str, str], str]) -> Iterator[dict[str, Any]]:
    """The newest year in which others of the kind tell the same."""
    newest = max((row["fiscal_year"] for row in found), default=None)
    for row in found:
        if row["fiscal_year"] == newest:
            unit = row["base_unit"]
            amounts = {name: _measured(row[name], unit) for name in ("figure", "peer_median", "peer_lowest", "peer_highest")}
            yield row | amounts | {
                "measure": shown(row["measure"], 80),
                "unit": shown(shown_unit(unit), 20),
                "page": places.get((row["measure"], unit), ""),
                "href": fact_link(row),
                "percentile": percent(row["percentile"]),
            }  # fmt: skip


def _measured(value: float, unit: str) -> str:
    return grouped(in_wan(value) if unit == "元" else round(value, 4))


def _ranking_line(row: Row) -> dict[str, Any]:
    gained = row["places_gained"]
    return {
        "year": row["fiscal_year"],
        "subject": shown(row["subject"], 80),
        "scope": shown(row["scope"], 40),
        "period": "" if row["period_in_year"] == "year" else row["period_in_year"],
        "rank": figure(row, "rank_best", "rank"),
        "worst": row["rank_worst"] if row["rank_worst"] != row["rank_best"] else None,
        "kind": row["rank_kind"],
        "previous": row["previous_rank_best"],
        "gained": change(gained, row["previous_source"], ""),
        "href": fact_link(row, "rank"),
    }


def _case_lines(found: list[Row]) -> Iterator[dict[str, Any]]:
    lines: dict[tuple[str, str, str, str], dict[int, Row]] = defaultdict(dict)
    for row in found:
        lines[row["case_type"], row["project"], row["unit"], row["period_in_year"]][row["fiscal_year"]] = row
    for (case_type, project, unit, period), years in lines.items():
        yield {
            "name": shown(case_type, 80),
            "project": shown(project, 60),
            "unit": shown(unit, 20),
            "period": "" if period == "year" else period,
            "years": {year: _case_cell(row) for year, row in years.items()},
        }


def _case_cell(row: Row) -> dict[str, Any]:
    return {
        "count": figure(row, "case_count", "count"),
        "persons": figure(row, "person_count", "persons"),
        "amount": figure(row, "amount_yuan", "amount", "元"),
        "change": change(row["change_pct"], row["previous_source"]),
    }


def _commitment_line(row: Row) -> dict[str, Any]:
    return {
        "year": row["fiscal_year"],
        "kind": row["kind"],
        "title": shown(row["title"], 200),
        "href": fact_link(row, row["kind"]),
        "status": row["next_year_status"],
        "quote": shown(row["next_year_quote"], 200),
    }
