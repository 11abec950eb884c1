"""What is put beside the warehouse before its suites run: temporary tables of the read-only connection, gone with it.

The views that are computed, once each: a dozen expectations on a view would compute it two dozen times. And what the newest
sealed copy published, so that expectations can tell what has silently gone since.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Collection, Iterable
from pathlib import Path

import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

from warehouse.store import VIEWS, YEARLY

_LOGGER = logging.getLogger(__name__)

# Tables that stand for the published state, each with the query that fills it from the copy's tables.
PUBLISHED = {
    "published_document": "select document_key, file_name, organisation_id, fiscal_year from {source}.dim_document",
    "published_count": """
        select fact_table, organisation_id, fiscal_year, count(*) as fact_count
        from (
            select 'budget' as fact_table, organisation_id, fiscal_year from {source}.fact_budget
            union all by name
            select 'indicator' as fact_table, organisation_id, fiscal_year from {source}.fact_indicator
            union all by name
            select 'ranking' as fact_table, organisation_id, fiscal_year from {source}.fact_ranking
            union all by name
            select 'case' as fact_table, organisation_id, fiscal_year from {source}.fact_case
            union all by name
            select 'commitment' as fact_table, organisation_id, fiscal_year from {source}.fact_commitment
        )
        group by fact_table, organisation_id, fiscal_year
    """,
}
# Views that only read or join stored rows: to copy them costs more than to ask them.
STORED = ("fact", "evidence", "finding", "unclaimed_numeral", "current_report", "settled_content", *YEARLY)


def reach(connection: sqlalchemy.Connection, statements: Iterable[str]) -> None:
    """Leads a connection to a warehouse that is no file of DuckDB."""
    for statement in statements:
        _run(connection, statement)


def take_snapshots(connection: sqlalchemy.Connection, tables: Collection[str], published: Path | None) -> None:
    """Makes the temporary tables: of the views those among ``tables``; without a sealed copy nothing was published."""
    for view in (name for name in VIEWS if name not in STORED and name in tables):
        with contextlib.suppress(SQLAlchemyError):  # a view that cannot be computed fails its suite, which says why
            _run(connection, f"create temp table {view} as select * from main.{view}")
    _take_published(connection, published)


def _take_published(connection: sqlalchemy.Connection, published: Path | None) -> None:
    for table, query in PUBLISHED.items():
        _run(connection, f"create temp table {table} as select * from ({query.format(source='main')}) where false")
    if published is None:
        return
    try:
        _fill_published(connection, published)
    except SQLAlchemyError as error:  # the next publication replaces the copy; to stop here would prevent it
        _LOGGER.warning("%s cannot be compared with: %s", published, str(error).splitlines()[0])


def _fill_published(connection: sqlalchemy.Connection, published: Path) -> None:
    _run(connection, "attach '{}' as sealed (read_only)".format(str(published).replace("'", "''")))
    for table, query in PUBLISHED.items():
        _run(connection, f"insert into {table} {query.format(source='sealed.main')}")
    _run(connection, "detach sealed")


def _run(connection: sqlalchemy.Connection, statement: str) -> None:
    try:
        connection.execute(sqlalchemy.text(statement.replace(":", "\\:")))
        connection.commit()
    except SQLAlchemyError:
        connection.rollback()
        raise
