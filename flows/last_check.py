"""What the newest check said: whether publication is held back, and whether the same check again would say the same."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from warehouse import __version__, store
from warehouse.errors import WarehouseError
from warehouse.quality import CheckResult, ExpectationOutcome
from warehouse.quality.reading import read_findings
from warehouse.reference import load_reference
from warehouse.resources import resource_folder
from warehouse.settings import Settings

_NEWEST = """
select e.run_key, e.suite, e.expectation, e.severity, e.success, e.unexpected_count, e.checked_at, r.code_version
from expectation_result as e
left join run as r on e.run_key = r.run_key
where e.run_key = (select max_by(run_key, checked_at) from expectation_result)
order by e.suite, e.expectation
"""


class PublicationHeld(WarehouseError):
    """The newest check failed an expectation of severity error: what was published stays."""

    exit_code = 1


def code_version(settings: Settings) -> str:
    """The program's version and a digest of all that decides what a check says: code, SQL, expectations, seeds."""
    total = sha256(load_reference(settings.seeds).version.encode())
    folders = ((Path(__file__).parents[1] / "warehouse", "*.py"), (resource_folder("sql"), "*.sql"), (resource_folder("expectations"), "*"))
    for folder, pattern in folders:
        for path in sorted(path for path in folder.rglob(pattern) if path.is_file()):
            total.update(f"{path.relative_to(folder).as_posix()}\x1f".encode())
            total.update(path.read_bytes())
    return f"{__version__}+{total.hexdigest()[:12]}"


def require_passed_check(settings: Settings) -> None:
    """Raises PublicationHeld where the newest check failed; a warehouse never checked passes."""
    failed = [row for row in _newest(settings) if row["severity"] == "error" and not row["success"]]
    if failed:
        names = ", ".join(f"{row['suite']}.{row['expectation']}" for row in failed[:5])
        raise PublicationHeld(
            f"publication is held back: {len(failed)} expectations failed in the last check ({names}). "
            "What was published stays. Mend the cause and run `jixiao check` again"
        )


def still_valid(settings: Settings) -> CheckResult | None:
    """The newest check, where it passed and neither the data nor anything that decides its results has changed since.

    Its findings are read anew, for a waiver may have run out.
    """
    sealed = store.newest_seal(settings.warehouse)
    rows = _newest(settings)
    if sealed is None or sealed.content_changed_at is None or not rows or not store.is_current(settings.warehouse, sealed):
        return None
    first = rows[0]
    if first["checked_at"] < sealed.content_changed_at or first["code_version"] != code_version(settings):
        return None
    if any(row["severity"] == "error" and not row["success"] for row in rows):
        return None
    return CheckResult(first["run_key"], first["checked_at"], tuple(map(_outcome, rows)), read_findings(settings.warehouse), 0.0)


def _newest(settings: Settings) -> list[dict[str, Any]]:
    """From the warehouse itself: a sealed copy need not know of the newest check."""
    with store.open_for_reading(settings.warehouse) as connection:
        return list(connection.execute(_NEWEST).to_arrow_table().to_pylist())


def _outcome(row: dict[str, Any]) -> ExpectationOutcome:
    """What the warehouse remembers of an outcome; examples stand only in the reports of the check itself."""
    return ExpectationOutcome(
        suite=row["suite"],
        expectation=row["expectation"],
        type="",
        severity=row["severity"],
        why="",
        success=row["success"],
        unexpected_count=row["unexpected_count"],
        observed="",
        samples=(),
        file="",
        line=0,
    )
