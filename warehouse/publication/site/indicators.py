"""The list of indicators, and a page for each that was told more than once: all organisations by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import Any

from warehouse.publication.site.charts import distribution_chart
from warehouse.publication.site.contents import Contents, Row, chosen_rows, rows, told_rows
from warehouse.publication.site.figures import change, figure, in_wan, shown_unit
from warehouse.publication.site.framing import Files, Page, page
from warehouse.publication.site.links import fact_link, indicator_page, organisation_page
from warehouse.publication.site.lists import Column, list_page
from warehouse.publication.site.rendering import grouped, shown

_ORDER = "indicator, base_unit, organisation, organisation_id, project, period_in_year, fiscal_year, fact_key"
_POLARITY = "select indicator, base_unit, polarity, is_discovered from dim_indicator order by all"
_TOLD_BY = "select indicator, base_unit, document_key, fact_key from yearly_indicator"
_COLUMNS = (
    Column("indicator", "指标", "text"),
    Column("unit", "计量单位", "text", is_filter=True),
    Column("category", "类别", "text", is_filter=True),
    Column("organisations", "单位数", "number"),
    Column("years", "年数", "number"),
    Column("newest", "最近年度", "year", is_filter=True),
)


def indicator_places(contents: Contents) -> dict[tuple[str, str], str]:
    """Name and base unit of each indicator → its page, or where it is told once, that sentence."""
    places: dict[tuple[str, str], str] = {}
    for row in chosen_rows(contents, _TOLD_BY, "indicator, base_unit, fact_key"):
        key = row["indicator"], row["base_unit"]
        places[key] = indicator_page(*key) if key in places else fact_link(row)
    return places


def indicator_pages(contents: Contents) -> Files:
    """The pages of indicators, one after the other, and at last the list of all."""
    polarity = {row["indicator"]: row for row in rows(contents.sealed, _POLARITY)}
    lines: list[list[Any]] = []
    told = told_rows(contents, "yearly_indicator", _ORDER)
    for (indicator, unit), group in groupby(told, key=lambda row: (row["indicator"], row["base_unit"])):
        found = list(group)
        lines.append(_line(indicator, unit, found))
        if len(found) > 1:
            yield _page(contents, indicator, unit, found, polarity.get(indicator))
    yield from list_page(contents, "indicators", "指标", _COLUMNS, lines)


def _line(indicator: str, unit: str, found: Sequence[Row]) -> list[Any]:
    organisations, years = {row["organisation_id"] for row in found}, {row["fiscal_year"] for row in found}
    href = indicator_page(indicator, unit) if len(found) > 1 else fact_link(found[0], "actual")
    category = shown(found[0]["category"], 40)
    return [[shown(indicator, 120), href], shown(shown_unit(unit), 20), category, len(organisations), len(years), max(years)]


def _page(contents: Contents, indicator: str, unit: str, found: Sequence[Row], known: Row | None) -> Page:
    whole = [row for row in found if row["period_in_year"] == "year" and not row["project"] and row["value_base"] is not None]
    return page(
        contents,
        indicator_page(indicator, unit),
        "indicator.html",
        shown(indicator, 120),
        unit=shown(shown_unit(unit), 20),
        category=shown(found[0]["category"], 40),
        polarity=known["polarity"] if known else "",
        is_discovered=bool(known and known["is_discovered"]),
        years=sorted({row["fiscal_year"] for row in found}),
        lines=list(_lines(found)),
        spread=list(_spread(whole, unit)),
        chart=distribution_chart([(row["fiscal_year"], float(_shown_value(row["value_base"], unit))) for row in whole]),
    )


def _lines(found: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """A line an organisation, project and part of the year."""
    lines: dict[tuple[str, ...], dict[int, Row]] = defaultdict(dict)
    for row in found:
        lines[row["organisation"], row["organisation_id"], row["project"], row["period_in_year"]][row["fiscal_year"]] = row
    for (organisation, organisation_id, project, period), years in lines.items():
        yield {
            "organisation": shown(organisation, 60),
            "page": organisation_page(organisation_id),
            "project": shown(project, 60),
            "period": "" if period == "year" else period,
            "years": {year: _cell(row) for year, row in years.items()},
        }


def _cell(row: Row) -> dict[str, Any]:
    unit = row["base_unit"]
    compared = (row["change_pct"], "%") if unit != "%" else (row["change_base"], "pp")
    return {
        "figure": figure(row, "value_base", "actual", unit),
        "target": figure(row, "target_base", "target", unit),
        "change": change(compared[0], row["previous_source"], compared[1]),
    }


def _spread(whole: Sequence[Row], unit: str) -> Iterator[dict[str, Any]]:
    """Lowest, median and highest of each year that two organisations or more tell."""
    years: dict[int, list[Any]] = defaultdict(list)
    for row in whole:
        years[row["fiscal_year"]].append(_shown_value(row["value_base"], unit))
    for year, values in sorted(years.items()):
        if len(values) > 1:
            low, middle, high = (grouped(round(value, 4)) for value in (min(values), median(values), max(values)))
            yield {"year": year, "count": len(values), "lowest": low, "median": middle, "highest": high}


def _shown_value(value: Any, unit: str) -> Any:
    return in_wan(value) if unit == "元" else value
