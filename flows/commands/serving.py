"""The command that stays: schedule."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.options import DEFAULT, QuietOption, VersionOption, WarehouseOption


def register(app: typer.Typer) -> None:
    app.command()(schedule)


def schedule(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="PATH", help="Folders to look into; default: inbox.")] = None,
    cron: Annotated[str, typer.Option("--cron", help="When to refresh, in the machine's time zone or --timezone.")] = "0 2 * * *",
    timezone: Annotated[str, typer.Option("--timezone", help="The clock that --cron means.")] = "Asia/Shanghai",
    warehouse: WarehouseOption = DEFAULT,
    quiet: QuietOption = False,
    version: VersionOption = False,
) -> None:
    """Serve the scheduled deployments until stopped, on a Prefect server of our own or the one PREFECT_API_URL names."""
    from flows.inbox import require_paths
    from flows.scheduling import serve_deployments
    from warehouse.settings import read_settings

    folders = paths or [Path("inbox")]
    require_paths(folders)
    serve_deployments(read_settings(warehouse), folders, cron, timezone, quiet=quiet)
