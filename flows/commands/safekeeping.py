"""Commands for what has been made: backup, restore, diff."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.loading import ready
from flows.options import DEFAULT, QuietOption, VersionOption, WarehouseOption
from flows.terminal import counted, put, say
from warehouse.publication.tables import Format


def register(app: typer.Typer) -> None:
    for command in (backup, restore, diff):
        app.command()(command)


def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder for the backup.")],
    warehouse: WarehouseOption = DEFAULT,
    quiet: QuietOption = False,
    version: VersionOption = False,
) -> None:
    """Copy the sealed present state and the originals of its reports into a new folder; what is published stays as it is."""
    from warehouse import store

    with (
        ready(warehouse, None, quiet, must_exist=True) as (settings, _),
        store.open_warehouse(settings.warehouse) as opened,
    ):
        made = store.back_up(opened, folder)
    for name in made.missing:
        say(f"jixiao: no original of {name}: its facts and text are in the backup, the file is not")
    if not quiet:
        say(f"backed up: {made.folder} ({made.originals} originals)")


def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that `jixiao backup` wrote.")],
    warehouse: WarehouseOption = DEFAULT,
    quiet: QuietOption = False,
    version: VersionOption = False,
) -> None:
    """Make the warehouse that a backup is of, after comparing everything with its seal; never over another one."""
    from warehouse import store
    from warehouse.settings import read_settings

    settings = read_settings(warehouse)
    made = store.restore(folder, settings.warehouse)
    if not quiet:
        say(f"restored: {settings.warehouse} as of {made.seal.sealed_at:%Y-%m-%d %H:%M} UTC ({made.originals} originals)")


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A warehouse, sealed copy or backup.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A later one.")],
    form: Annotated[Format, typer.Option("--format", help="How the rows are written.")] = "table",
    quiet: QuietOption = False,
    version: VersionOption = False,
) -> None:
    """Facts added, changed and removed between two warehouses, each with its cause."""
    from warehouse import store
    from warehouse.publication.tables import RENDERERS

    found = store.difference(old, new)
    if not quiet:
        counts = Counter(f"{row['change']} ({row['cause']})" for row in found.select(["change", "cause"]).to_pylist())
        say(counted(dict(sorted(counts.items()))) or "no fact differs")
    put(RENDERERS[form](found))
