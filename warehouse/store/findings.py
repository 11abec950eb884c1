"""Findings that need several documents: the queries of ``sql/findings``, and what somebody accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Protocol

import pyarrow as pa

from warehouse.model.keys import digest, finding_key
from warehouse.store.catalogue import FINDINGS, sql
from warehouse.store.errors import told
from warehouse.store.opening import Warehouse
from warehouse.store.state import content_state, mark_changed, transaction

_DIFFERENT = """
    (select * from incoming_finding except select * from there)
    union all
    (select * from there except select * from incoming_finding)
"""
_THERE = "with there as (select * from raised_finding where is_cross_document) "


class Waived(Protocol):
    """What a waiver says, as the seeds hold it; one that has an ``until`` holds to that day."""

    @property
    def finding_key(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def reviewed_by(self) -> str: ...


def raise_findings(warehouse: Warehouse) -> int:
    """Recomputes the cross-document findings and gives their number; no row changes where none is another one now.

    Each query of ``sql/findings`` is a rule and gives ``document_key, severity, message, computation, question, quotes``.
    """
    connection = warehouse.connection
    with told(warehouse.path):
        rows = [row for rule in FINDINGS for row in _found(warehouse, rule)]
        schema = connection.sql("select * from raised_finding limit 0").to_arrow_table().schema
        connection.register("incoming_finding", pa.Table.from_pylist(rows, schema=schema))
        try:
            with transaction(warehouse):
                if connection.execute(f"{_THERE} select 1 from ({_DIFFERENT}) limit 1").fetchone():
                    connection.execute("delete from raised_finding where is_cross_document")
                    connection.execute("insert into raised_finding by name select * from incoming_finding")
                    mark_changed(connection, content_state(connection))
        finally:
            connection.unregister("incoming_finding")
    return len(rows)


def set_waivers(warehouse: Warehouse, waivers: Iterable[Waived]) -> None:
    """Makes these the waivers; no row changes where none is another one now."""
    wanted = sorted({(w.finding_key, w.why, w.reviewed_by, getattr(w, "until", None)) for w in waivers}, key=str)
    connection = warehouse.connection
    with told(warehouse.path):
        there = connection.execute("select finding_key, why, reviewed_by, valid_until from waiver").fetchall()
        if sorted(there, key=str) == wanted:
            return
        with transaction(warehouse):
            connection.execute("delete from waiver")
            for row in wanted:
                connection.execute("insert into waiver values (?, ?, ?, ?)", row)
            mark_changed(connection, content_state(connection))


def _found(warehouse: Warehouse, rule: str) -> list[dict[str, Any]]:
    """The rows of one rule, with their keys; what it says of the same words again gets a key of its own."""
    query = sql("findings", rule).strip().rstrip(";")
    rows = warehouse.connection.execute(
        f"select f.*, d.organisation_id, d.fiscal_year from ({query}\n) as f inner join dim_document as d using (document_key) order by all"
    ).to_arrow_table()
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for row in rows.to_pylist():
        key = finding_key(rule, row["organisation_id"], row["fiscal_year"], (quote["quote"] for quote in row["quotes"]))
        seen[(row["document_key"], key)] += 1
        again = seen[(row["document_key"], key)]
        found.append({**row, "rule": rule, "finding_key": key if again == 1 else digest(key, again), "is_cross_document": True})
    return found
