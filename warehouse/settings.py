"""What a run may vary: where the warehouse lies and whose seeds lie over the shipped ones."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from warehouse.errors import UsageError

DEFAULT_WAREHOUSE = "jixiao.duckdb"
# How users of DuckLake name a lake: by its catalogue, in a file or in PostgreSQL. What stands for it in its shared folder is ``LAKE``.
IN_FILE = "ducklake:"
IN_POSTGRESQL = "ducklake:postgres:"
SUFFIX = ".ducklake"
LAKE = f"jixiao{SUFFIX}"
_PASSWORD = re.compile(r"\bpassword\s*=|://[^/@]*:[^/@]*@", re.IGNORECASE)
# Minutes that a scheduled run may take: many times what a county's reports of a year need, and over before the next night.
DEFAULT_TIME_LIMIT = "360"
LONGEST_TIME_LIMIT = 60 * 24 * 7
# Batches that a cluster of unknown size has at once; they wait as files, not in memory.
ON_CLUSTER = 64


def cores() -> int:
    """The processors that this process may use: a container or ``taskset`` may grant fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Variable:
    """An environment variable that a run heeds; the reference in docs/ is made from these."""

    name: str
    default: str
    meaning: str


VARIABLES: tuple[Variable, ...] = (
    Variable("JIXIAO_WAREHOUSE", f"`{DEFAULT_WAREHOUSE}`", "the DuckDB file, or a DuckLake (`ducklake:…`); `--warehouse` beats it"),
    Variable("JIXIAO_DATA_PATH", "", "the shared folder of a DuckLake whose catalogue is in PostgreSQL; `--data-path` beats it"),
    Variable("JIXIAO_SEEDS", "", "a folder whose seeds lie over the shipped ones"),
    Variable("JIXIAO_ON_HELD", "", "a command that is run when publication is held back, with the reasons as JSON on its standard input"),
    Variable("JIXIAO_TIME_LIMIT", "`360`", "minutes that a scheduled run may take; 0: no limit"),
    Variable("JIXIAO_PROCESSES", "as many as cores", "how many processes read reports at once; `--processes` beats it"),
    Variable("JIXIAO_RUNNER", "", "a cluster that reads, `dask://HOST:PORT` or `ray://HOST:PORT`; `--runner` beats it"),
    Variable("PREFECT_API_URL", "", "a Prefect server to use instead of the embedded one"),
    Variable(
        "PREFECT_HOME",
        "`jixiao/prefect` in `XDG_STATE_HOME`, else in `~/.local/state`",
        "where the embedded server keeps its database and logs",
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """``warehouse`` is the DuckDB file, or what stands for a lake, whose ``catalogue`` in PostgreSQL may be named; ``seeds`` a folder that
    overlays the shipped seeds, or None; ``on_held`` the command that is run when publication is held back, or empty; ``time_limit`` the
    minutes that a scheduled run may take, 0 for no end; ``processes`` how many read reports at once; ``runner`` the address of a cluster
    that reads them, or empty."""

    warehouse: Path
    seeds: Path | None = None
    on_held: str = ""
    time_limit: float = 0
    processes: int = field(default_factory=cores)
    runner: str = ""
    catalogue: str = ""

    @property
    def published(self) -> Path:
        """Where the published files go when nobody names a folder: beside the warehouse."""
        return self.warehouse.with_name(self.warehouse.name + ".published")


def read_settings(
    warehouse: str | Path | None = None,
    environment: Mapping[str, str] = os.environ,
    *,
    processes: int | None = None,
    runner: str | None = None,
    data_path: str | Path | None = None,
) -> Settings:
    """The settings of a run: what is passed in beats ``JIXIAO_WAREHOUSE`` and ``JIXIAO_DATA_PATH``, and these the default;
    ``JIXIAO_SEEDS``, ``JIXIAO_ON_HELD``, ``JIXIAO_TIME_LIMIT``. Without ``processes`` there are as many as cores, or batches
    enough for many machines where a ``runner`` is named.

    Raises UsageError where ``JIXIAO_SEEDS`` names no folder, ``JIXIAO_TIME_LIMIT`` is no number of minutes, or a lake has no right name.
    """
    name = str(warehouse or environment.get("JIXIAO_WAREHOUSE") or DEFAULT_WAREHOUSE)
    path, catalogue = _named(name, data_path, environment.get("JIXIAO_DATA_PATH"))
    overlay = environment.get("JIXIAO_SEEDS")
    if overlay and not Path(overlay).is_dir():
        raise UsageError(f"JIXIAO_SEEDS names {overlay}, which is not a folder: make it, or unset the variable")
    return Settings(
        path.absolute(),
        Path(overlay).absolute() if overlay else None,
        environment.get("JIXIAO_ON_HELD", ""),
        _minutes(environment.get("JIXIAO_TIME_LIMIT") or DEFAULT_TIME_LIMIT),
        processes or (ON_CLUSTER if runner else cores()),
        runner or "",
        catalogue,
    )


def _named(name: str, data_path: str | Path | None, usual_data_path: str | None) -> tuple[Path, str]:
    """The path of a warehouse, and the address of its catalogue where it is a lake with one in PostgreSQL."""
    shared = data_path or usual_data_path
    if name.startswith(IN_POSTGRESQL):
        if _PASSWORD.search(name):
            raise UsageError("leave the password out of --warehouse, which is stored and shown: put it into ~/.pgpass, or into PGPASSWORD")
        if not shared:
            raise UsageError(
                f"{name} says where the catalogue is: name the shared folder of the data, too, by --data-path or JIXIAO_DATA_PATH"
            )
        return Path(shared) / LAKE, name
    if data_path:
        raise UsageError(f"--data-path is for a lake with its catalogue in PostgreSQL ({IN_POSTGRESQL}dbname=… host=…), not for {name}")
    file = name.removeprefix(IN_FILE)
    if file != name and not file.endswith(SUFFIX):
        raise UsageError(
            f"{name}: write {IN_FILE}FILE{SUFFIX} for a catalogue in a file, or {IN_POSTGRESQL}dbname=… host=… for one in PostgreSQL"
        )
    return Path(file), ""


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = -1.0
    if not 0 <= minutes <= LONGEST_TIME_LIMIT:
        raise UsageError(f"JIXIAO_TIME_LIMIT is {text!r}: give minutes up to {LONGEST_TIME_LIMIT}, such as 240, or 0 for no limit")
    return minutes


def require_warehouse(settings: Settings) -> None:
    """Raises UsageError where there is no warehouse yet to look into."""
    if not settings.warehouse.exists():
        raise UsageError(f"there is no warehouse {settings.warehouse}: make it with `jixiao run` or `jixiao ingest`, or name another")
