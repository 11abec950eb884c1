"""What differs between two warehouses, fact by fact, and why: a new edition, another version of the rules, a correction, the seeds."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.errors import UsageError
from warehouse.store.errors import told
from warehouse.store.opening import schema_version, statements_to_read

# What a fact is told by beside its report, project, period and reading: columns of its table, and its name for readers.
_THINGS = {
    "budget": ("fact_budget", ("scope",), "f.scope"),
    "indicator": ("fact_indicator", ("indicator_key", "base_unit"), "f.indicator_text"),
    "ranking": ("fact_ranking", ("subject", "scope"), "concat_ws(' ', f.subject, f.scope)"),
    "case": ("fact_case", ("case_type_key", "unit"), "f.case_type_text"),
    "commitment": ("fact_commitment", ("kind", "ordinal"), "f.title"),
}
_IDENTITY = {"fact_key", "document_key", "organisation_id", "period_key", "fiscal_year", "project", "reading_ordinal", "part_of_fact_key"}

_REPORTS = """
create temp table {side}_report as
select d.edition_group, d.document_key, d.file_name, d.fiscal_year, d.reader_version, d.extractor_version, d.reference_version,
    coalesce(o.organisation, '') as organisation
from {side}.dim_document as d
left join {side}.dim_organisation as o on d.organisation_id = o.organisation_id and o.is_current
where d.is_current
"""
_FACTS = """
select r.edition_group, r.document_key, '{kind}' as fact_table, f.fact_key, p.period, f.project, f.reading_ordinal,
    concat_ws(chr(31), {thing}) as thing, {name} as name, map {{{measures}}} as measures, c.corrected
from {side}.{table} as f
inner join {side}_report as r on f.document_key = r.document_key
inner join {side}.dim_period as p on f.period_key = p.period_key
left join (
    select fact_key, list(concat_ws(' ', role, value) order by role, quote_start) as corrected
    from {side}.mention where reading = 'corrected' group by fact_key
) as c on f.fact_key = c.fact_key
"""
_DIFFERENCES = """
with paired as (
    select
        coalesce(n.edition_group, o.edition_group) as edition_group,
        coalesce(n.fact_table, o.fact_table) as fact_table,
        coalesce(n.period, o.period) as period,
        coalesce(n.project, o.project) as project,
        coalesce(n.name, o.name) as name,
        o.fact_key as old_fact_key,
        n.fact_key as new_fact_key,
        coalesce(o.corrected, []) <> coalesce(n.corrected, []) as is_corrected,
        case when o.fact_key is null then 'added' when n.fact_key is null then 'removed' else 'changed' end as change,
        list_filter(
            list_distinct(list_concat(coalesce(map_keys(o.measures), []), coalesce(map_keys(n.measures), []))),
            lambda k: o.measures[k] is distinct from n.measures[k]
        ) as columns_changed,
        o.measures as old_measures,
        n.measures as new_measures
    from old_fact as o
    full join new_fact as n
        on o.edition_group = n.edition_group and o.fact_table = n.fact_table and o.thing = n.thing and o.period = n.period
        and o.project = n.project and o.reading_ordinal = n.reading_ordinal
)
select
    p.change,
    case
        when o.document_key is null and t.document_key is not null then 'new edition'
        when o.document_key is null then 'new report'
        when n.document_key is null and gone.document_key is not null then 'withdrawn report'
        when n.document_key is null then 'report not there'
        when o.document_key <> n.document_key then 'new edition'
        when p.is_corrected then 'correction'
        when o.reader_version <> n.reader_version then 'reader version'
        when o.extractor_version <> n.extractor_version then 'extractor version'
        when o.reference_version <> n.reference_version then 'reference data'
        else 'unknown'
    end as cause,
    coalesce(n.organisation, o.organisation) as organisation,
    coalesce(n.fiscal_year, o.fiscal_year) as fiscal_year,
    p.fact_table,
    p.name,
    p.project,
    p.period,
    array_to_string(list_transform(list_sort(p.columns_changed), lambda k: concat(
        k, ': ', coalesce(p.old_measures[k], '∅'), ' → ', coalesce(p.new_measures[k], '∅')
    )), '; ') as difference,
    p.old_fact_key,
    p.new_fact_key,
    coalesce(n.file_name, o.file_name) as file_name
from paired as p
left join old_report as o on p.edition_group = o.edition_group
left join new_report as n on p.edition_group = n.edition_group
left join old.dim_document as t on n.document_key = t.document_key
left join new.tombstone as gone on o.document_key = gone.document_key
where p.change <> 'changed' or len(p.columns_changed) > 0
order by all
"""


def difference(old: Path, new: Path) -> pa.Table:
    """One row per fact of current editions that was added, changed or removed between two warehouses, with its cause.

    Facts are the same where report (body, year, type), thing, project, period and reading are. Takes warehouses, sealed
    copies and backups; neither is written to. Raises ``UsageError`` for a path that is none.
    """
    connection = duckdb.connect()
    try:
        for side, path in (("old", old), ("new", new)):
            with told(path):
                _attach(connection, side, _file(path))
                connection.execute(_REPORTS.format(side=side))
                connection.execute(f"create temp table {side}_fact as {_facts(connection, side)}")
        with told(new):
            return connection.execute(_DIFFERENCES).to_arrow_table()
    finally:
        connection.close()


def _file(path: Path) -> Path:
    file = path / "jixiao.duckdb" if path.is_dir() else path
    if not file.is_file():
        raise UsageError(f"there is no warehouse {path}: name two warehouses, sealed copies or backups")
    return file.absolute()


def _attach(connection: duckdb.DuckDBPyConnection, side: str, path: Path) -> None:
    for statement in statements_to_read(path, side):
        connection.execute(statement)
    schema_version(connection, path)
    connection.execute("use memory")


def _facts(connection: duckdb.DuckDBPyConnection, side: str) -> str:
    return " union all ".join(
        _FACTS.format(
            side=side,
            kind=kind,
            table=table,
            thing=", ".join(f"f.{column}" for column in thing),
            name=name,
            measures=_measures(connection, side, table, thing),
        )
        for kind, (table, thing, name) in _THINGS.items()
    )


def _measures(connection: duckdb.DuckDBPyConnection, side: str, table: str, thing: tuple[str, ...]) -> str:
    """What a fact says, as text by column; the columns are those of this file, for the other may be of another version."""
    query = "select column_name from duckdb_columns() where database_name = ? and table_name = ? order by column_index"
    columns = [name for (name,) in connection.execute(query, [side, table]).fetchall()]
    told_by = [column for column in columns if column not in _IDENTITY and column not in thing]
    return ", ".join(f"'{column}': cast(f.{column} as varchar)" for column in told_by)
