"""Commands that only look: sql, explain, doctor."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.options import DEFAULT, QuietOption, VersionOption, WarehouseOption
from flows.terminal import put, say
from warehouse.errors import UsageError
from warehouse.publication.tables import Format

# A question that asks for more than a person can read, or that takes longer than a person waits, is a slip.
MAX_ROWS = 100_000
TIMEOUT = 60.0


def register(app: typer.Typer) -> None:
    for command in (sql, explain, doctor):
        app.command()(command)


def sql(
    query: Annotated[str, typer.Argument(metavar="SELECT", help="One query; DuckDB's short form `from yearly_budget` will do.")],
    form: Annotated[Format, typer.Option("--format", help="How the rows are written.")] = "table",
    max_rows: Annotated[int, typer.Option("--max-rows", metavar="N", min=0, help="Write at most so many rows; 0: all.")] = MAX_ROWS,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0, help="Give up after so long, with exit code 3; 0: never.")
    ] = TIMEOUT,
    warehouse: WarehouseOption = DEFAULT,
    quiet: QuietOption = False,
    version: VersionOption = False,
) -> None:
    """Ask the warehouse, read-only: its newest sealed copy if that is current, else the warehouse itself."""
    from warehouse import store
    from warehouse.publication.tables import RENDERERS
    from warehouse.settings import read_settings, require_warehouse

    settings = read_settings(warehouse)
    require_warehouse(settings)
    result = store.query(settings.warehouse, query, store.Limits(timeout or None, max_rows or None))
    if not quiet:
        say(f"from {result.note}: {result.source}")
    put(RENDERERS[form](result.table))
    if result.is_cut:  # also with --quiet: nobody may take a part for the whole
        say(f"jixiao: there are more than these {max_rows} rows: ask for fewer, or raise --max-rows")


def explain(
    key: Annotated[str | None, typer.Argument(metavar="KEY", help="Of a fact, a mention or a finding; its first digits will do.")] = None,
    unclaimed: Annotated[
        bool, typer.Option("--unclaimed", help="The numerals that no rule read, of all reports or of the one that KEY names.")
    ] = False,
    warehouse: WarehouseOption = DEFAULT,
    quiet: QuietOption = False,
    version: VersionOption = False,
) -> None:
    """A fact or finding with its proof: value, how it was read, quote in context, page, rule, corrections, findings about it."""
    from flows.explaining import explain_key, explain_unclaimed
    from warehouse.settings import read_settings, require_warehouse

    settings = read_settings(warehouse)
    require_warehouse(settings)
    if unclaimed:
        put(explain_unclaimed(settings.warehouse, key or ""))
    elif key:
        put(explain_key(settings, key))
    else:
        raise UsageError("name the KEY of a fact or finding, or --unclaimed [DOCUMENT]")


def doctor(warehouse: WarehouseOption = DEFAULT, quiet: QuietOption = False, version: VersionOption = False) -> None:
    """Versions, paths, locks, free disk, readers and extras, damaged or unfinished state, and what to do."""
    from flows.diagnosis import diagnose
    from warehouse.settings import read_settings

    diagnosis = diagnose(read_settings(warehouse))
    width = max(len(label) for label, _ in diagnosis.lines)
    put(f"{label:<{width}}  {text}\n" for label, text in diagnosis.lines)
    for problem in diagnosis.problems:
        say(f"jixiao: {problem}")
    if diagnosis.problems:
        raise typer.Exit(3)
