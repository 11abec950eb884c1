"""A scheduled run that nobody watches: it tells somebody when publication is held back, waits for locks, shows its figures."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import duckdb
import pytest

from flows import jobs
from flows.last_check import PublicationHeld
from flows.notifying import notify_held
from flows.patience import TRIES, patiently
from flows.refresh import refresh
from warehouse.errors import WarehouseDamaged, WarehouseLocked
from warehouse.settings import Settings, read_settings

# The same fact twice: no uniqueness is declared in the schema, so that only an expectation can notice.
TWICE = """
insert into fact_budget select * from fact_budget order by fact_key limit 1;
update meta set changed_at = timestamp '2999-01-01' where property = 'content'
"""


def keeping(file: Path) -> str:
    """A command that keeps what it is told."""
    return f"{sys.executable} -c \"import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())\" {file}"


def test_somebody_is_told_when_publication_is_held_back(inbox: Path, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "w.duckdb", on_held=keeping(tmp_path / "told.json"))
    jobs.refresh(settings, [inbox])
    assert not (tmp_path / "told.json").exists()
    with duckdb.connect(str(settings.warehouse)) as connection:
        connection.execute(TWICE)
    assert jobs.refresh(settings, [inbox]).published is None
    told = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert (told["event"], told["warehouse"]) == ("publication_held", str(settings.warehouse))
    assert any("fact_budget" in reason for reason in told["reasons"])
    assert Path(told["report"]).is_file()
    (tmp_path / "told.json").unlink()
    with pytest.raises(PublicationHeld):
        jobs.publish(settings)
    assert json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))["reasons"]


@pytest.mark.parametrize("command", ["no-such-program-at-all", "false", "'unclosed"])
def test_a_command_that_fails_is_told_and_ends_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    notify_held(Settings(tmp_path / "w.duckdb", on_held=command), ["x"])
    assert "JIXIAO_ON_HELD" in capsys.readouterr().err


def test_the_command_is_a_setting() -> None:
    assert read_settings("w.duckdb", {"JIXIAO_ON_HELD": "mail -s held office"}).on_held == "mail -s held office"


def locked(times: int, done: list[int]) -> int:
    done.append(1)
    if len(done) <= times:
        raise WarehouseLocked("locked")
    return len(done)


def test_a_scheduled_run_waits_for_a_lock_and_then_works() -> None:
    done: list[int] = []
    assert patiently(lambda: locked(2, done), is_scheduled=True, pause_seconds=0) == 3


def test_patience_has_an_end() -> None:
    done: list[int] = []
    with pytest.raises(WarehouseLocked):
        patiently(lambda: locked(99, done), is_scheduled=True, pause_seconds=0)
    assert len(done) == TRIES


def test_whoever_types_a_command_is_told_at_once() -> None:
    done: list[int] = []
    with pytest.raises(WarehouseLocked):
        patiently(lambda: locked(99, done), is_scheduled=False, pause_seconds=0)
    assert len(done) == 1


def test_a_fault_that_does_not_pass_by_itself_is_not_tried_again() -> None:
    done: list[int] = []

    def work() -> None:
        done.append(1)
        raise WarehouseDamaged("damaged")

    with pytest.raises(WarehouseDamaged):
        patiently(work, is_scheduled=True, pause_seconds=0)
    assert len(done) == 1


@pytest.mark.usefixtures("prefect_server")
def test_a_run_leaves_its_figures_and_its_report_on_prefects_page(inbox: Path, tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client

    refresh([str(inbox)], str(tmp_path / "w.duckdb"))

    async def artifacts() -> dict[str, object]:
        async with get_client() as client:
            return {str(artifact.key): artifact.data for artifact in await client.read_latest_artifacts()}

    shown = asyncio.run(artifacts())
    rows = {row["figure"]: row["value"] for row in json.loads(str(shown["run-figures"]))}
    assert (rows["files loaded"], rows["files quarantined"], rows["verdict"], rows["published"]) == (2, 1, "passed", True)
    assert "#" in str(shown["quality-report"])
