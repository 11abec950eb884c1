"""The yearly tables: what the definitions in ``sql/yearly`` make of the facts, stored, and made anew for touched organisations alone.

The contract's views read them, and only while the content is settled: between a load and the settling they raise an error.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

import duckdb

from warehouse.store.catalogue import FACT_TABLES, YEARLY, sql

# Rows of an organisation lie together, the organisations in the order of their names, which readers ask by: DuckDB then reads a few
# row groups of the file for one of them. A refreshed organisation moves to the end; once more than this share of the documents'
# organisations has moved, all rows are written in their order again, which costs each moved row about as many others.
MOST_MOVED = 0.125
# The reports whose rows are made at once: memory does not grow with the warehouse.
REPORTS_AT_ONCE = 20_000
# Up to so many, their rows are fetched by their places in the file: a join with the facts would read all columns of all of them.
FEW_REPORTS = 200
_FETCHED = ("dim_document", *FACT_TABLES)
_ORDER = "order by organisation, organisation_id, fiscal_year"
_PARTS = """
create or replace temp table part as
select *, (rank() over (order by organisation, organisation_id) - 1) // {size} as number
from ({reports})
"""


def yearly_version() -> str:
    """Tells definitions apart by their text."""
    return sha256("\x1f".join(definition(view) for view in YEARLY).encode()).hexdigest()[:16]


def definition(view: str) -> str:
    """The query that makes a yearly view's rows of the facts; it reads ``current_report``, or a temporary table of that name."""
    return sql("yearly", view).strip().rstrip(";")


def is_outdated(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the stored rows were made by definitions of another text."""
    return connection.execute("select value from meta where property = 'yearly'").fetchone() != (yearly_version(),)


def drop_rows(connection: duckdb.DuckDBPyConnection) -> None:
    """Forgets all that was made, and what from, so that everything counts as new."""
    for table in (*(f"stored_{view}" for view in YEARLY), "settled_document", "settled_member"):
        connection.execute(f"delete from {table}")


def refresh(connection: duckdb.DuckDBPyConnection, stamp: datetime) -> None:
    """Makes the rows of the touched organisations anew, within a transaction and beside the temporary tables of ``sql/settle``.

    ``stamp`` is the instant of this settling.
    """
    for view in YEARLY:
        connection.execute(f"delete from stored_{view} where organisation_id in (select organisation_id from touched_organisation)")
    for number in _parts(connection, "from touched_report"):
        _make(connection, number)
    connection.execute("update meta set value = ? where property = 'yearly'", [yearly_version()])
    _note_documents(connection, stamp)
    _note_members(connection)
    _keep_order(connection, stamp)
    connection.execute("drop table temp.part")


def _make(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    """The rows of one part: what the definitions read is put in place of all reports, and for a few of all facts."""
    connection.execute(f"create or replace temp table current_report as select * from part where number = {number}")
    row = connection.execute("select count(*) from temp.current_report").fetchone()
    in_place = ("current_report", *(_FETCHED if row and row[0] <= FEW_REPORTS else ()))
    for table in in_place[1:]:
        _fetch(connection, table)
    for view in YEARLY:
        connection.execute(f"insert into stored_{view} by name select * from ({definition(view)}) {_ORDER}")
    for table in in_place:
        connection.execute(f"drop table temp.{table}")


def _fetch(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Rows of a document lie together as a rule; others between them do no harm, for the definitions ask for those of the reports."""
    places = connection.execute(
        f"select min(t.rowid), max(t.rowid) from main.{table} as t semi join current_report as r using (document_key) group by document_key"
    ).fetchall()
    own = " or ".join(f"rowid between {first} and {last}" for first, last in places) or "false"
    connection.execute(f"create or replace temp table {table} as select * from main.{table} where {own}")


def _parts(connection: duckdb.DuckDBPyConnection, reports: str) -> list[int]:
    """Divides reports into parts for memory's sake, organisation by organisation in the order of names: their numbers in ``part``."""
    connection.execute(_PARTS.format(size=REPORTS_AT_ONCE, reports=reports))
    return [number for (number,) in connection.execute("select distinct number from part order by number").fetchall()]


def doubtful(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int]]:
    """The views whose stored rows are not what the definitions make of all facts now, with the number of rows that differ."""
    counted = [(view, _differing(connection, f"stored_{view}", definition(view))) for view in YEARLY]
    return [(view, rows) for view, rows in counted if rows]


def _differing(connection: duckdb.DuckDBPyConnection, table: str, query: str) -> int:
    row = connection.execute(
        f"with afresh as materialized ({query}), there as (select * from {table}) select count(*) from ("
        "(select * from afresh except all select * from there) union all (select * from there except all select * from afresh))"
    ).fetchone()
    return int(row[0]) if row else 0


def _note_documents(connection: duckdb.DuckDBPyConnection, stamp: datetime) -> None:
    connection.execute(
        "delete from settled_document where document_key in (select document_key from different_document)"
        " or organisation_id in (select organisation_id from touched_organisation)"
    )
    connection.execute(
        "insert into settled_document by name"
        " select p.*, ?::timestamp as refreshed_at from present_document as p anti join settled_document as s using (document_key)",
        [stamp],
    )


def _note_members(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "delete from settled_member where (dimension, member_key, told) not in (select (dimension, member_key, told) from present_member)"
    )
    connection.execute("insert into settled_member select * from present_member except select * from settled_member")


def _keep_order(connection: duckdb.DuckDBPyConnection, stamp: datetime) -> None:
    """Writes all rows in order where too many have moved to the end since the last time."""
    counted = connection.execute(
        "select count(*) filter (where d.refreshed_at > coalesce(m.changed_at, '-infinity')), count(*) filter (where d.refreshed_at = ?),"
        " count(*) from settled_document as d cross join (from meta where property = 'yearly') as m",
        [stamp],
    ).fetchone()
    moved, fresh, documents = counted or (0, 0, 0)
    if moved <= MOST_MOVED * documents:
        return
    if fresh < documents:
        _rewrite(connection)
    connection.execute("update meta set changed_at = ? where property = 'yearly'", [stamp])


def _rewrite(connection: duckdb.DuckDBPyConnection) -> None:
    """Every part's rows to the end, one part after the other."""
    for number in _parts(connection, "from settled_document where organisation is not null"):
        own = f"organisation_id in (select organisation_id from part where number = {number})"
        for view in YEARLY:
            connection.execute(f"create or replace temp table rewritten as select * from stored_{view} where {own} {_ORDER}")
            connection.execute(f"delete from stored_{view} where {own}")
            connection.execute(f"insert into stored_{view} from rewritten")
    connection.execute("drop table temp.rewritten")
