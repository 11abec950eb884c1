"""Commands that change the warehouse: run, ingest, backfill, forget."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from flows.options import (
    DEFAULT,
    DataPathOption,
    DirectOption,
    FailOn,
    ProcessesOption,
    QuietOption,
    RunnerOption,
    SiteOption,
    VersionOption,
    WarehouseOption,
)
from flows.terminal import say
from warehouse.errors import UsageError

if TYPE_CHECKING:
    from flows.results import Ingested
    from warehouse.settings import Settings

PathsArgument = Annotated[
    list[Path] | None, typer.Argument(metavar="PATH", help="Report files, folders, zip bundles; or s3://BUCKET/FOLDER.")
]
FailOnOption = Annotated[FailOn, typer.Option("--fail-on", help="End with 1 where a finding is at least this severe.")]
StrictOption = Annotated[bool, typer.Option("--strict", help="End with 1 where a file had to be quarantined.")]

# Seconds to wait for another writer: it may be at its last step, and whoever typed the command wants to know soon.
PATIENCE = 2.0


class How(NamedTuple):
    """How many processes read, on which cluster, and whether Prefect has a part in it."""

    processes: int | None = None
    runner: str | None = None
    direct: bool = False

    def on(self) -> str | None:
        """The cluster. Raises UsageError where Prefect, which speaks to it, is to be left out."""
        if self.direct and self.runner:
            raise UsageError("--direct does without Prefect, which --runner needs: leave one of them away (JIXIAO_RUNNER counts, too)")
        return self.runner


HERE = How()


def register(app: typer.Typer) -> None:
    for command in (run, ingest, backfill, forget):
        app.command()(command)


def run(
    paths: PathsArgument = None,
    site: SiteOption = None,
    fail_on: FailOnOption = "never",
    strict: StrictOption = False,
    direct: DirectOption = False,
    processes: ProcessesOption = None,
    runner: RunnerOption = None,
    warehouse: WarehouseOption = DEFAULT,
    data_path: DataPathOption = None,
    quiet: QuietOption = False,
    version: VersionOption = False,
) -> None:
    """Ingest, check and publish: the main job. Without a PATH it reads the sample reports that ship with the project."""
    from flows import runners, summary
    from warehouse.quality import failures

    with ready(warehouse, paths or sample_reports(), quiet, how=How(processes, runner, direct), data_path=data_path) as (settings, reports):
        result = runners.refresh(settings, reports, site, direct=direct)
    failed = failures(result.checked, fail_on=fail_on)
    if not quiet:
        summary.tell_refreshed(settings, result)
    end_if_gate_failed(failed)
    end_by_files(result.ingested, strict)


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Report files, folders, zip bundles; or s3://BUCKET/FOLDER.")],
    direct: DirectOption = False,
    processes: ProcessesOption = None,
    runner: RunnerOption = None,
    strict: StrictOption = False,
    warehouse: WarehouseOption = DEFAULT,
    data_path: DataPathOption = None,
    quiet: QuietOption = False,
    version: VersionOption = False,
) -> None:
    """Read files and folders into the warehouse. What is there already costs only a look."""
    from flows import runners, summary

    with ready(warehouse, paths, quiet, how=How(processes, runner, direct), data_path=data_path) as (settings, reports):
        result = runners.ingest(settings, reports, direct=direct)
    if not quiet:
        summary.tell_ingested(settings, result)
    end_by_files(result, strict)


def backfill(
    everything: Annotated[bool, typer.Option("--all", help="Read all originals again, not only those read with another version.")] = False,
    direct: DirectOption = False,
    processes: ProcessesOption = None,
    runner: RunnerOption = None,
    warehouse: WarehouseOption = DEFAULT,
    quiet: QuietOption = False,
    version: VersionOption = False,
) -> None:
    """Read the stored originals again, after a reader, a rule or a seed has changed."""
    from flows import runners, summary

    with ready(warehouse, None, quiet, must_exist=True, how=How(processes, runner, direct)) as (settings, _):
        result = runners.backfill(settings, everything, direct=direct)
    if not quiet:
        summary.tell_ingested(settings, result)


def forget(
    document_key: Annotated[str, typer.Argument(metavar="DOCUMENT_KEY", help="The report's key, or its first eight digits or more.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it stays on the tombstone.")] = "withdrawn",
    warehouse: WarehouseOption = DEFAULT,
    quiet: QuietOption = False,
    version: VersionOption = False,
) -> None:
    """Withdraw a report: its facts, text and original go, a tombstone with the reason stays."""
    from flows import jobs

    with ready(warehouse, None, quiet, must_exist=True) as (settings, _):
        jobs.forget(settings, document_key, reason)
    if not quiet:
        say(f"withdrawn: {document_key} ({reason})")


@contextmanager
def ready(
    warehouse: str,
    paths: list[Path] | None,
    quiet: bool,
    *,
    must_exist: bool = False,
    how: How = HERE,
    data_path: Path | None = None,
) -> Iterator[tuple[Settings, list[Path]]]:
    """Settings and inputs that hold, the warehouse locked and opened once, before anything slow begins.

    Whatever is wrong with the command is said within seconds: a path that is missing, a warehouse that another process
    writes, that is damaged or is no warehouse at all.
    """
    from flows.clusters import require_cluster
    from flows.inbox import require_paths
    from flows.progress import progress_bar
    from warehouse import store
    from warehouse.settings import read_settings, require_warehouse

    settings = read_settings(warehouse, processes=how.processes, runner=how.on(), data_path=data_path)
    reports = paths or []
    require_paths(reports)
    if settings.runner:
        require_cluster(settings.runner)
    if must_exist:
        require_warehouse(settings)
    store.point_to(settings.warehouse, settings.catalogue)
    with store.lock_warehouse(settings.warehouse, PATIENCE):
        with store.open_warehouse(settings.warehouse, PATIENCE):
            pass
        with progress_bar(quiet):
            yield settings, reports


def sample_reports() -> list[Path]:
    """The reports that ship with the project; what lies in folders beside them is their truth, not reports."""
    from warehouse.resources import resource_folder

    folder = resource_folder("seeds") / "reports"
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name != "manifest.csv")


def end_by_files(result: Ingested, strict: bool) -> None:
    """1 where strictness forbids quarantined files, 3 where not one file could be read."""
    if strict and result.quarantined:
        say(f"jixiao: --strict: {result.quarantined} files are quarantined")
        raise typer.Exit(1)
    if result.is_all_unreadable:
        say("jixiao: none of the files could be read")
        raise typer.Exit(3)


def end_if_gate_failed(failed: tuple[str, ...]) -> None:
    for line in failed:
        say(f"jixiao: {line}")
    if failed:
        raise typer.Exit(1)
