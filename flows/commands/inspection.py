"""Commands that only look: sql, explain, doctor."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.options import DEFAULT, QuietOption, VersionOption, WarehouseOption
from flows.terminal import put, say
from warehouse.errors import UsageError
from warehouse.publication.tables import Format


def register(app: typer.Typer) -> None:
    for command in (sql, explain, doctor):
        app.command()(command)


def sql(
    query: Annotated[str, typer.Argument(metavar="SELECT", help="One query; DuckDB's short form `from yearly_budget` will do.")],
    form: Annotated[Format, typer.Option("--format", help="How the rows are written.")] = "table",
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
    result = store.query(settings.warehouse, query)
    if not quiet:
        say(f"from {result.note}: {result.source}")
    put(RENDERERS[form](result.table))


def explain(
    key: Annotated[str | None, typer.Argument(metavar="KEY", help="Of a fact, a mention or a finding; its first digits will do.")] = None,
    unclaimed: Annotated[
        bool, typer.Option("--unclaimed", help="The numerals that no rule read, of all reports or of the one that KEY names.")
    ] = False,
    warehouse: WarehouseOption = DEFAULT,
    quiet: QuietOption = False,
    version: VersionOption = False,
) -> None:
    """A fact or finding with its evidence: file, page, section, quoted text, rule, repairs."""
    from flows.explaining import explain_key, explain_unclaimed
    from warehouse.settings import read_settings, require_warehouse

    settings = read_settings(warehouse)
    require_warehouse(settings)
    if unclaimed:
        put(explain_unclaimed(settings.warehouse, key or ""))
    elif key:
        put(explain_key(settings.warehouse, key))
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
