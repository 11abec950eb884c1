"""Commands that judge and deliver: check, publish, verify."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.loading import FailOnOption, end_if_gate_failed, ready
from flows.options import DEFAULT, QuietOption, SiteOption, VersionOption, WarehouseOption
from flows.terminal import say, say_all


def register(app: typer.Typer) -> None:
    for command in (check, publish, verify):
        app.command()(command)


def _report(name: str, what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(f"--{name}", metavar="F", help=f"Write {what} to this file.")
    return option


def check(
    fail_on: FailOnOption = "error",
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="F", help="An earlier --json report: fail only on what is new.")
    ] = None,
    junit: Annotated[Path | None, _report("junit", "JUnit XML")] = None,
    sarif: Annotated[Path | None, _report("sarif", "SARIF 2.1.0")] = None,
    markdown: Annotated[Path | None, _report("markdown", "a summary in Markdown")] = None,
    json: Annotated[Path | None, _report("json", "everything as JSON")] = None,
    warehouse: WarehouseOption = DEFAULT,
    quiet: QuietOption = False,
    version: VersionOption = False,
) -> None:
    """Run the expectation suites and the findings across documents; write the reports that CI shows."""
    from flows import jobs, summary
    from warehouse.quality import failures, read_baseline, write_reports

    known = read_baseline(baseline) if baseline else None
    with ready(warehouse, None, quiet, must_exist=True) as (settings, _):
        result = jobs.check(settings)
        reports = {"junit": junit, "sarif": sarif, "markdown": markdown, "json": json}
        write_reports(result, warehouse_path=settings.warehouse, **reports, baseline=known, fail_on=fail_on)
    if not quiet:
        summary.tell_checked(settings, result, reports)
    end_if_gate_failed(failures(result, fail_on=fail_on, baseline=known))


def publish(
    site: SiteOption = None,
    export: Annotated[Path | None, typer.Option("--export", metavar="DIR", help="Where CSV, XLSX, Parquet and a data package go.")] = None,
    where: Annotated[str, typer.Option("--where", metavar="SQL", help='Only rows for which this holds: "fiscal_year = 2022".')] = "",
    warehouse: WarehouseOption = DEFAULT,
    quiet: QuietOption = False,
    version: VersionOption = False,
) -> None:
    """Write a sealed copy, the site and exports (CSV, XLSX, Parquet, data package); beside the warehouse where no folder is named."""
    from flows import jobs

    with ready(warehouse, None, quiet, must_exist=True) as (settings, _):
        result = jobs.publish(settings, site, export, where)
    if not quiet:
        say_all([("sealed copy", str(result.sealed)), *(("published", str(folder)) for folder in result.folders)])


def verify(warehouse: WarehouseOption = DEFAULT, quiet: QuietOption = False, version: VersionOption = False) -> None:
    """Every fact's quote stands where its evidence says, and the sealed copy matches its seal."""
    from warehouse import store
    from warehouse.settings import read_settings, require_warehouse

    settings = read_settings(warehouse)
    require_warehouse(settings)
    problems = store.verify(settings.warehouse)
    for problem in problems:
        say(f"jixiao: {problem}")
    if problems:
        raise typer.Exit(1)
    if not quiet:
        say("verified: every quote stands where its evidence says, and all checks hold")
