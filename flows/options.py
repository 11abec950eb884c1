"""The options that every command has, and those that several share."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

import typer

from warehouse import __version__
from warehouse.settings import DEFAULT_WAREHOUSE


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"jixiao {__version__} (DuckDB {version('duckdb')}, Prefect {version('prefect')})")
        raise typer.Exit


FailOn = Literal["error", "warning", "never"]

WarehouseOption = Annotated[
    str,
    typer.Option(
        "--warehouse",
        metavar="FILE",
        envvar="JIXIAO_WAREHOUSE",
        help="The DuckDB file, or a DuckLake (ducklake:…); made where there is none.",
    ),
]
DataPathOption = Annotated[
    Path | None,
    typer.Option("--data-path", metavar="DIR", help="The shared folder of a DuckLake whose catalogue is in PostgreSQL (JIXIAO_DATA_PATH)."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what went wrong.")]
VersionOption = Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end.")]
SiteOption = Annotated[Path | None, typer.Option("--site", metavar="DIR", help="Where the pages go.")]
DirectOption = Annotated[bool, typer.Option("--direct", help="The same rooms without Prefect and its start-up; the same result.")]
ProcessesOption = Annotated[
    int | None,
    typer.Option("--processes", min=1, metavar="N", envvar="JIXIAO_PROCESSES", help="How many read reports at once; as many as cores."),
]
RunnerOption = Annotated[
    str | None,
    typer.Option("--runner", metavar="URL", envvar="JIXIAO_RUNNER", help="Read on a cluster: dask://HOST:PORT or ray://HOST:PORT."),
]
DEFAULT = DEFAULT_WAREHOUSE
