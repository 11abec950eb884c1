"""A lake with its catalogue in a real PostgreSQL: what many machines may do to it, and what may become of them."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from engines import BIN, TOWNSHIPS, dask

from benchmarks.postgresql import database, free_port, server, start, stop
from tests.builders import a_batch, budget_report
from warehouse import store
from warehouse.errors import UsageError, WarehouseError, WarehouseLocked
from warehouse.settings import Settings, read_settings
from warehouse.store.lake import connect_postgresql

pytestmark = pytest.mark.cluster

Expected = dict[str, tuple[int, str]]
NUMBERS = count()


@dataclass(frozen=True)
class Lake:
    """A lake of its own: how a user names it, and what stands for it in its folder."""

    name: str
    folder: Path

    @property
    def settings(self) -> Settings:
        return read_settings(self.name, {}, data_path=self.folder)

    @property
    def path(self) -> Path:
        return self.settings.warehouse

    def documents(self) -> int:
        """How many are loaded, as a reader of another machine sees it."""
        try:
            return int(store.read(self.path, "select count(*) as n from dim_document").to_pylist()[0]["n"])
        except WarehouseError:
            return 0  # it is not made yet


@pytest.fixture(scope="module")
def address(reachable: Path) -> Iterator[str]:
    with server(reachable / "postgresql") as address:
        yield address


@pytest.fixture(scope="module")
def reachable() -> Iterator[Path]:
    """A folder that the server's user may enter; pytest closes its own again whenever another run of it begins."""
    with TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture
def lake(address: str, tmp_path: Path) -> Lake:
    (tmp_path / "shared").mkdir()
    return Lake(f"ducklake:postgres:{database(address, f'lake{next(NUMBERS)}')}", tmp_path / "shared")


def jixiao(lake: Lake, *words: object) -> subprocess.Popen[str]:
    """A command in a process of its own, with the lake in its environment."""
    named = {"JIXIAO_WAREHOUSE": lake.name, "JIXIAO_DATA_PATH": str(lake.folder), "PREFECT_HOME": str(lake.folder.parent / "prefect")}
    command = [str(word) for word in (BIN / "jixiao", *words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **named})


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Its exit code, and what it said."""
    out, said = process.communicate(timeout=600)
    return process.returncode, out + said


def when_loading(lake: Lake, process: subprocess.Popen[str]) -> None:
    """Waits until the first batch is loaded: a reader is not in the way of the writer, nor the writer in that of a reader."""
    while process.poll() is None and not lake.documents():
        time.sleep(0.05)
    assert process.poll() is None, ended(process)
    assert lake.documents() < TOWNSHIPS


def test_a_cluster_fills_a_lake_with_what_one_process_loads_into_a_file(
    lake: Lake, townships: Path, expected: Expected, tmp_path: Path
) -> None:
    with dask(tmp_path, None, None) as (cluster, _):
        code, said = ended(jixiao(lake, "ingest", townships, "--runner", cluster))
    assert code == 0, said
    assert f"loaded {TOWNSHIPS}" in said
    assert store.content_hash(lake.path) == expected
    assert store.verify(lake.path) == ()
    assert not (lake.folder / "jixiao.ducklake.parts").exists()


def test_all_commands_work_on_a_lake(lake: Lake, samples: list[Path]) -> None:
    code, said = ended(jixiao(lake, "run", "--direct", *samples))
    assert code == 0, said
    assert "passed" in said
    assert ended(jixiao(lake, "verify", "--quiet")) == (0, "")
    assert ended(jixiao(lake, "sql", "--quiet", "--format", "csv", "select count(*) as n from dim_document")) == (
        0,
        f'"n"\n{len(samples)}\n',
    )
    [row] = store.read(lake.path, "select fact_key, document_key from fact_budget order by fact_key limit 1").to_pylist()
    code, said = ended(jixiao(lake, "explain", row["fact_key"]))
    assert (code, row["document_key"][:8] in said or "预算" in said) == (0, True), said
    assert ended(jixiao(lake, "forget", row["document_key"], "--quiet")) == (0, "")
    code, said = ended(jixiao(lake, "run", "--direct", *samples))
    assert (code, "forgotten 1" in said) == (0, True), said
    code, said = ended(jixiao(lake, "doctor"))
    assert (code, "a lake with its catalogue in PostgreSQL" in said) == (0, True), said


def test_of_two_that_load_at_once_one_is_told_who_has_the_lake_and_nothing_is_there_twice(
    lake: Lake, townships: Path, expected: Expected
) -> None:
    answers = [ended(process) for process in [jixiao(lake, "ingest", "--direct", townships) for _ in range(2)]]
    assert sorted(code for code, _ in answers) == [0, 3], answers
    [told] = [said for code, said in answers if code == 3]
    assert "is locked: process " in told
    assert f" on {os.uname().nodename}" in told
    code, said = ended(jixiao(lake, "ingest", "--direct", townships))
    assert (code, f"unchanged {TOWNSHIPS}" in said) == (0, True), said
    assert store.content_hash(lake.path) == expected


def test_what_a_killed_load_left_is_taken_up_by_the_next(lake: Lake, townships: Path, expected: Expected) -> None:
    with jixiao(lake, "ingest", "--direct", townships) as process:
        when_loading(lake, process)
        process.send_signal(signal.SIGKILL)
    code, said = ended(jixiao(lake, "ingest", "--direct", townships))
    assert code == 0, said
    assert store.content_hash(lake.path) == expected
    assert store.read(lake.path, "select status from run order by started_at").to_pylist() == [{"status": "dead"}, {"status": "done"}]


def test_a_catalogue_that_goes_away_is_told_and_nothing_is_lost(
    reachable: Path, tmp_path: Path, townships: Path, expected: Expected
) -> None:
    (tmp_path / "shared").mkdir()
    folder, port = reachable / "ends", free_port()
    folder.mkdir()
    start(folder, port)
    try:
        lake = Lake(f"ducklake:postgres:dbname=postgres user=jixiao host=127.0.0.1 port={port}", tmp_path / "shared")
        with jixiao(lake, "ingest", "--direct", townships) as process:
            when_loading(lake, process)
            stop(folder)
            assert_told(ended(process))
        for words in (["ingest", "--direct", townships], ["sql", "from run"], ["verify"], ["doctor"]):
            assert_told(ended(jixiao(lake, *words)))
        start(folder, port)
        code, said = ended(jixiao(lake, "ingest", "--direct", townships))
        assert code == 0, said
        assert store.content_hash(lake.path) == expected
    finally:
        stop(folder)


def assert_told(answer: tuple[int, str]) -> None:
    code, said = answer
    assert code == 3, said
    assert "does not answer: start its PostgreSQL, or correct --warehouse" in said
    assert "Traceback" not in said


def test_a_writer_whose_lock_is_lost_loads_nothing_more(lake: Lake) -> None:
    reports = [budget_report(year) for year in (2021, 2022)]
    store.point_to(lake.path, lake.name)
    with pytest.raises(WarehouseLocked, match="started anew"), store.open_warehouse(lake.path) as warehouse:
        store.load(warehouse, a_batch(reports[0]))
        with connect_postgresql(lake.path, "an administrator") as connection:
            ending = "select pg_terminate_backend(pid) as ended from pg_stat_activity where application_name like 'process%'"
            connection.execute("select * from postgres_query('catalogue', ?)", [ending]).fetchall()
        store.load(warehouse, a_batch(reports[1]))
    assert lake.documents() == 1


def test_a_database_that_is_not_there_is_told_in_the_words_of_postgresql(lake: Lake) -> None:
    code, said = ended(jixiao(Lake(f"{lake.name}_none", lake.folder), "ingest", "--direct", lake.folder))
    assert code == 3
    assert 'database "' in said
    assert "does not exist" in said


def test_a_lake_that_is_not_made_yet_and_a_user_without_rights_are_told(lake: Lake) -> None:
    store.point_to(lake.path, lake.name)
    with pytest.raises(UsageError, match="run jixiao ingest first"), store.open_for_reading(lake.path):
        pass
    with connect_postgresql(lake.path, "an administrator") as connection:
        connection.execute("call postgres_execute('catalogue', 'create role guest login')")
    lake.path.unlink()
    guest = lake.name.replace("//jixiao@", "//guest@")
    store.point_to(lake.path, guest)
    with pytest.raises(WarehouseError, match="refuses this user"), store.open_warehouse(lake.path):
        pass


def test_a_lake_is_not_made_twice_over_one_catalogue(lake: Lake, tmp_path: Path) -> None:
    store.point_to(lake.path, lake.name)
    with store.open_warehouse(lake.path):
        pass
    (tmp_path / "other").mkdir()
    other = Lake(lake.name, tmp_path / "other")
    store.point_to(other.path, other.name)
    with pytest.raises(UsageError, match="--data-path"), store.open_warehouse(other.path):
        pass
