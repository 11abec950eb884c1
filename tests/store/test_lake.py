"""A warehouse as a DuckLake, its catalogue in a file: the same warehouse as in a file of DuckDB, row for row."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.builders import a_batch, budget_report, written
from warehouse import store
from warehouse.errors import UsageError, WarehouseDamaged, WarehouseError
from warehouse.model.source import SourceFile
from warehouse.settings import read_settings
from warehouse.store import lake as lake_room
from warehouse.store.hashing import content_of
from warehouse.store.lake import lake_statements, postgresql_of

REPORTS = [budget_report(year) for year in range(2010, 2023)]
KEY = REPORTS[0][0].key
ADDRESS = "ducklake:postgres:dbname=jixiao host=db"


def filled(path: Path) -> Path:
    """Thirteen reports in two batches, one of them loaded twice."""
    with store.open_warehouse(path) as warehouse:
        for batch in (REPORTS[:7], REPORTS[6:]):
            store.load(warehouse, a_batch(*batch))
        store.settle(warehouse)
    return path


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    return filled(tmp_path / "w.ducklake")


@pytest.mark.slow
def test_a_lake_holds_what_a_file_of_duckdb_holds(lake: Path, path: Path) -> None:
    assert store.content_hash(lake) == store.content_hash(filled(path))
    assert store.difference(path, lake).num_rows == 0
    assert store.difference(lake, path).num_rows == 0
    assert faults(lake) == []


@pytest.mark.slow
def test_loading_again_changes_nothing(lake: Path) -> None:
    before = store.content_hash(lake)
    assert store.content_hash(filled(lake)) == before


@pytest.mark.slow
def test_a_sealed_copy_of_a_lake_is_a_file_of_duckdb_that_answers_alone(lake: Path) -> None:
    with store.open_warehouse(lake) as warehouse:
        sealed = store.seal(warehouse)
    with duckdb.connect(str(sealed.path), read_only=True) as connection:
        assert connection.execute("select count(*) from yearly_budget").fetchone() == (13,)
    assert store.query(lake, "from yearly_budget").is_sealed


@pytest.mark.slow
def test_a_backup_of_a_lake_is_restored_as_a_file_of_duckdb(lake: Path, path: Path, tmp_path: Path) -> None:
    with store.open_warehouse(lake) as warehouse:
        store.back_up(warehouse, tmp_path / "backup")
    store.restore(tmp_path / "backup", path)
    assert store.content_hash(path) == store.content_hash(lake)


@pytest.mark.slow
def test_a_lake_is_not_restored_into(lake: Path, tmp_path: Path) -> None:
    with store.open_warehouse(lake) as warehouse:
        store.back_up(warehouse, tmp_path / "backup")
    with pytest.raises(UsageError, match="a file of DuckDB"):
        store.restore(tmp_path / "backup", tmp_path / "new.ducklake")
    assert not (tmp_path / "new.ducklake").exists()


@pytest.mark.slow
@pytest.mark.parametrize("question", ["from read_text('{path}.lock')", "from read_csv('/etc/passwd')", "select * from glob('/*')"])
def test_a_question_reads_no_file_but_the_lakes_own(lake: Path, question: str) -> None:
    assert store.query(lake, "select count(*) as n from dim_document").table.to_pylist() == [{"n": 13}]
    with pytest.raises(UsageError, match="disabled by configuration"):
        store.query(lake, question.format(path=lake))


@pytest.mark.slow
def test_a_question_changes_nothing(lake: Path) -> None:
    with pytest.raises(UsageError, match="not DELETE"):
        store.query(lake, "delete from dim_document")


@pytest.mark.slow
def test_what_is_withdrawn_is_in_no_file_of_the_lake(lake: Path, tmp_path: Path) -> None:
    file = written(tmp_path, REPORTS[0])
    store.keep_original(lake, SourceFile(file, file.name, KEY, file.stat().st_size))
    assert "dim_document" in tables_with(KEY, lake)
    with store.open_warehouse(lake) as warehouse:
        store.forget(warehouse, KEY, "单位要求撤回")
    assert tables_with(KEY, lake) == {"tombstone"}
    assert not store.original_path(lake, KEY).exists()
    assert faults(lake) == []


def faults(path: Path) -> list[str]:
    """What is wrong but that there are no originals of reports that were made up here."""
    return [problem for problem in store.verify(path) if "original" not in problem]


def tables_with(text: str, lake: Path) -> set[str]:
    """The tables of which a data file of the lake, or its catalogue, holds a text."""
    files = [*lake.with_name("w.ducklake.files").rglob("*.parquet")]
    found = {
        file.parent.name for file in files if duckdb.sql(f"select 1 from '{file}' as t where contains(t::varchar, '{text}')").fetchone()
    }
    with duckdb.connect(str(lake), read_only=True) as catalogue:
        inlined = [name for (name,) in catalogue.execute("show tables").fetchall() if name.startswith("ducklake_inlined_data_")]
        tables = dict(catalogue.execute("select table_id, table_name from ducklake_table").fetchall())
        for name in inlined:
            if name[-1].isdigit() and catalogue.execute(f"select 1 from {name} as t where contains(t::varchar, '{text}')").fetchone():
                found.add(tables[int(name.split("_")[3])])
    return found


@pytest.mark.slow
def test_small_files_are_joined_and_every_row_stays(tmp_path: Path) -> None:
    path = tmp_path / "w.ducklake"
    with store.open_warehouse(path) as warehouse:
        for begin in (1960, 1980, 2000):
            store.load(warehouse, a_batch(*(budget_report(year) for year in range(begin, begin + 12))))
        before = content_of(warehouse.connection)
        assert [lake_room.tidy(warehouse.connection, many=3) for _ in range(2)] == [True, False]
        assert content_of(warehouse.connection) == before
        [(files,)] = warehouse.connection.execute("select count(*) from ducklake_list_files('lake', 'dim_document')").fetchall()
        assert files == 1


@pytest.mark.slow
def test_a_lake_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.ducklake"
    with duckdb.connect() as connection:
        for statement in lake_statements(path, read_only=False):
            connection.execute(statement)
        connection.execute("create table theirs as select 1 as one")
    with pytest.raises(WarehouseDamaged, match="another program's tables"), store.open_warehouse(path):
        pass


def test_a_lake_is_named_by_its_catalogue_and_its_folder(tmp_path: Path) -> None:
    settings = read_settings(ADDRESS, {}, data_path=tmp_path)
    assert (settings.warehouse, settings.catalogue) == (tmp_path / "jixiao.ducklake", ADDRESS)
    assert read_settings(ADDRESS, {"JIXIAO_DATA_PATH": str(tmp_path)}) == settings
    assert read_settings(None, {"JIXIAO_DATA_PATH": str(tmp_path), "JIXIAO_WAREHOUSE": ADDRESS}) == settings
    assert read_settings(f"ducklake:{tmp_path}/w.ducklake", {}).warehouse == tmp_path / "w.ducklake"
    assert read_settings("w.duckdb", {"JIXIAO_DATA_PATH": "/elsewhere"}).warehouse == Path("w.duckdb").absolute()


@pytest.mark.parametrize(
    ("name", "data_path", "told"),
    [
        (ADDRESS, None, "--data-path or JIXIAO_DATA_PATH"),
        (f"{ADDRESS} password=secret", "/shared", "pgpass"),
        ("ducklake:postgres:postgresql://jixiao:secret@db/jixiao", "/shared", "pgpass"),
        ("ducklake:w.duckdb", None, r"ducklake:FILE\.ducklake"),
        ("ducklake:mysql:db=jixiao", None, r"ducklake:FILE\.ducklake"),
        ("w.duckdb", "/shared", "--data-path is for a lake"),
    ],
)
def test_a_lake_that_is_not_named_as_one_is_told(name: str, data_path: str | None, told: str) -> None:
    with pytest.raises(UsageError, match=told) as error:
        read_settings(name, {}, data_path=data_path)
    assert "secret" not in str(error.value)


def test_the_signpost_of_a_lake_is_put_up_once_and_never_over_another_warehouse(tmp_path: Path) -> None:
    path = tmp_path / "jixiao.ducklake"
    for _ in range(2):
        store.point_to(path, ADDRESS)
    assert path.read_text(encoding="utf-8") == f"{ADDRESS}\n"
    assert postgresql_of(path) == "dbname=jixiao host=db connect_timeout='10'"
    with pytest.raises(UsageError, match="is a warehouse of"):
        store.point_to(path, f"{ADDRESS}2")
    with pytest.raises(UsageError, match="make it on storage that all machines share"):
        store.point_to(tmp_path / "none" / "jixiao.ducklake", ADDRESS)
    assert [file.name for file in tmp_path.iterdir()] == ["jixiao.ducklake"]


def test_an_address_as_a_uri_is_given_its_patience_as_one(tmp_path: Path) -> None:
    store.point_to(tmp_path / "a.ducklake", "ducklake:postgres:postgresql://jixiao@db/jixiao")
    assert postgresql_of(tmp_path / "a.ducklake") == "postgresql://jixiao@db/jixiao?connect_timeout=10"
    store.point_to(tmp_path / "b.ducklake", "ducklake:postgres:dbname=jixiao connect_timeout=3")
    assert postgresql_of(tmp_path / "b.ducklake") == "dbname=jixiao connect_timeout=3"


def test_without_the_extra_a_lake_says_what_to_install() -> None:
    with pytest.raises(WarehouseError, match=r"jixiao-warehouse\[lake\]"):
        lake_room._extension("not_there")
