"""Reads findings, and the texts that they quote, back from the warehouse."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from warehouse.quality.results import Quote, RaisedFinding
from warehouse.store import open_for_reading

_FINDINGS = """
    SELECT f.finding_key, f.document_key, d.file_name, f.organisation_id, f.organisation, f.fiscal_year, f.rule,
        f.severity, f.message, f.computation, f.question, f.is_waived, f.quotes
    FROM finding AS f
    INNER JOIN dim_document AS d ON f.document_key = d.document_key
    WHERE d.is_current
    ORDER BY d.file_name, f.rule, f.finding_key
"""
_NAMES = "SELECT document_key, file_name FROM dim_document"
_TEXTS = "SELECT document_key, text FROM dim_document WHERE list_contains($keys, document_key)"


def read_findings(warehouse_path: Path) -> tuple[RaisedFinding, ...]:
    """All findings on current editions, by file and rule."""
    with open_for_reading(warehouse_path) as connection:
        rows = connection.sql(_FINDINGS).to_arrow_table().to_pylist()
        names = dict(connection.sql(_NAMES).fetchall())
    return tuple(_finding(row, names) for row in rows)


def read_texts(warehouse_path: Path, document_keys: Collection[str]) -> dict[str, str]:
    """The extracted texts of some documents, by document_key."""
    with open_for_reading(warehouse_path) as connection:
        return dict(connection.execute(_TEXTS, {"keys": list(document_keys)}).fetchall())


def _finding(row: dict[str, Any], names: dict[str, str]) -> RaisedFinding:
    quotes = tuple(
        Quote(
            document_key=quote["document_key"],
            file_name=names.get(quote["document_key"], ""),
            quote=quote["quote"],
            quote_start=quote["quote_start"],
            quote_end=quote["quote_end"],
            page=quote["page"],
        )
        for quote in row.pop("quotes") or ()
    )
    texts = {name: row[name] or "" for name in ("organisation", "computation", "question")}
    return RaisedFinding(**{**row, **texts}, quotes=quotes)
