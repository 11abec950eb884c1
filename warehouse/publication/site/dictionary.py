"""The data dictionary, made from the schema, the SQL that builds it and the seeds: it cannot be older than they are."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from typing import Any

from warehouse import store
from warehouse.publication.site.contents import Contents, rows
from warehouse.publication.site.framing import Page, page
from warehouse.resources import resource_folder

_COLUMNS = """
select table_name, column_name, data_type from information_schema.columns where table_schema = 'main' order by table_name, ordinal_position
"""
_SOURCE = re.compile(r"\b(?:from|join)\s+([a-z_]+)")
_GRAIN = re.compile(r"(?m)^-- Grain: (.+(?:\n-- .+)*)")
_UNITS = (("_yuan", "元"), ("_pct", "%"), ("_points", "个百分点"))


def dictionary_page(contents: Contents) -> Page:
    return page(contents, "dictionary.html", "dictionary.html", "数据字典", tables=_tables(contents), seeds=_seeds())


def _tables(contents: Contents) -> list[dict[str, Any]]:
    """Every view, the front room first, and every table: its grain, what it is made from, its columns and its SQL."""
    columns: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(contents.sealed, _COLUMNS):
        unit = next((unit for suffix, unit in _UNITS if row["column_name"].endswith(suffix)), "")
        columns[row["table_name"]].append({"name": row["column_name"], "type": row["data_type"], "unit": unit})
    names = [name for name in (*reversed(store.VIEWS), *store.TABLES) if name in columns]
    sources = {name: _sources(name) for name in names}
    return [
        {
            "name": name,
            "is_view": name in store.VIEWS,
            "columns": columns[name],
            "grain": _grain(name),
            "sources": sources[name],
            "used_by": [other for other in names if name in sources[other]],
            "sql": _sql(name),
        }
        for name in names
    ]


def _seeds() -> list[dict[str, Any]]:
    """Every seed: its file, its columns and how many rows it has."""
    described = []
    for path in sorted((resource_folder("seeds") / "reference").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(line for line in file if not line.startswith("#"))
            described.append({"file": path.name, "columns": next(lines, []), "rows": sum(1 for _ in lines)})
    return described


def _sql(name: str) -> str:
    room = "yearly" if name in store.YEARLY else "views" if name in store.VIEWS else "schema"
    return (resource_folder("sql") / room / f"{name}.sql").read_text(encoding="utf-8")


def _grain(name: str) -> str:
    found = _GRAIN.search(_sql(name))
    return found[1].replace("\n-- ", " ") if found else ""


def _sources(name: str) -> list[str]:
    known = {*store.TABLES, *store.VIEWS} - {name}
    return [found for found in dict.fromkeys(_SOURCE.findall(_sql(name))) if found in known]
