"""A warehouse of each earlier version becomes one of this version, with all its rows; forward only, whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.builders import a_batch, budget_report
from warehouse import store
from warehouse.errors import WarehouseDamaged
from warehouse.store.catalogue import SCHEMA_VERSION, TABLES
from warehouse.store.migration import migrations
from warehouse.store.opening import create_objects

RELEASED = Path(__file__).parent / "released"
COLUMNS = "select table_name, column_name, data_type, is_nullable from duckdb_columns() where schema_name = 'main' order by all"
VERSION = "select value from meta where property = 'schema_version'"
VERSIONS = [int(path.stem.removeprefix("schema_")) for path in sorted(RELEASED.glob("schema_*.sql"))]


def of_version(version: int, path: Path) -> Path:
    """A warehouse as that version made it, with one report in it."""
    with duckdb.connect(str(path)) as connection:
        connection.execute((RELEASED / f"schema_{version}.sql").read_text(encoding="utf-8"))
        connection.execute(
            "insert into meta (property, value) values"
            " ('application', 'jixiao'), ('schema_version', ?), ('views', ''), ('content', 'settled')",
            [str(version)],
        )
        connection.register("document", a_batch(budget_report())["dim_document"])
        connection.execute("insert into dim_document by name from document")
    return path


def columns(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    tables = {*TABLES}
    return [row for row in connection.execute(COLUMNS).fetchall() if row[0] in tables]


def test_every_version_from_the_first_on_is_tried_and_led_to_the_next() -> None:
    assert set(range(1, SCHEMA_VERSION)) <= set(VERSIONS)
    assert list(migrations()) == list(range(2, SCHEMA_VERSION + 1))


@pytest.mark.parametrize("version", VERSIONS)
def test_a_warehouse_of_an_earlier_version_gets_the_tables_of_this_one_and_keeps_its_rows(version: int, path: Path) -> None:
    of_version(version, path)
    with duckdb.connect() as fresh, store.open_warehouse(path) as warehouse:
        create_objects(fresh)
        assert columns(warehouse.connection) == columns(fresh)
        assert warehouse.connection.execute("select count(*) from dim_document").fetchall() == [(1,)]
        assert warehouse.connection.execute("select value from meta where property = 'schema_version'").fetchall() == [
            (str(SCHEMA_VERSION),)
        ]


def test_a_migrated_warehouse_loads_and_shows_its_views(path: Path) -> None:
    with store.open_warehouse(of_version(1, path)) as warehouse:
        store.load(warehouse, a_batch(budget_report(2021)))
        store.settle(warehouse)
        assert warehouse.connection.execute("select fiscal_year from organisation_scorecard order by 1").fetchall() == [(2021,), (2022,)]


@pytest.mark.parametrize("version", [version for version in VERSIONS if version < 4])
def test_the_yearly_tables_of_a_version_without_them_are_shown_once_they_are_made(version: int, path: Path) -> None:
    with store.open_warehouse(of_version(version, path)) as warehouse:
        with pytest.raises(duckdb.InvalidInputException, match="run jixiao ingest again"):
            warehouse.connection.execute("from yearly_budget")
        store.settle(warehouse)
        assert warehouse.connection.execute("from yearly_budget").fetchall() == []


DIE = """
import os, sys
from pathlib import Path
from warehouse import store
from warehouse.store import migration
through = migration.migrations
class Dying(dict):
    def items(self):
        yield from dict.items(self)
        os.kill(os.getpid(), 9)
migration.migrations = lambda: Dying(through())
with store.open_warehouse(Path(sys.argv[1])):
    pass
"""


def test_a_migration_that_dies_leaves_the_old_version_which_is_migrated_next_time(path: Path) -> None:
    of_version(1, path)
    died = subprocess.run([sys.executable, "-c", DIE, str(path)], env=os.environ, check=False)
    assert died.returncode == -9
    with duckdb.connect(str(path), read_only=True) as connection:
        assert connection.execute(VERSION).fetchall() == [("1",)]
    with store.open_warehouse(path) as warehouse:
        assert warehouse.connection.execute("select count(*) from expected_organisation").fetchall() == [(0,)]


@pytest.mark.parametrize(("version", "words"), [(SCHEMA_VERSION + 1, "newer version"), (0, "cannot migrate")])
def test_a_version_without_a_way_here_is_refused_untouched_with_what_to_do(path: Path, version: int, words: str) -> None:
    of_version(1, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("update meta set value = ? where property = 'schema_version'", [str(version)])
    before = path.read_bytes()
    with pytest.raises(WarehouseDamaged, match=words), store.open_warehouse(path):
        pass
    assert path.read_bytes() == before
