"""Opening: made whole or not at all; what is foreign, damaged or of another version is refused untouched."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from tests.builders import a_batch, budget_report
from warehouse import store
from warehouse.errors import UsageError, WarehouseDamaged, WarehouseError, WarehouseLocked
from warehouse.store import opening


def filled(path: Path) -> Path:
    with store.open_warehouse(path) as warehouse:
        store.load(warehouse, a_batch(*(budget_report(year) for year in range(2010, 2024))))
        store.settle(warehouse)
    opening._proven.clear()
    return path


def refused_untouched(path: Path, error: type[WarehouseError] = WarehouseDamaged) -> str:
    """The words of the refusal, after which the file is byte for byte what it was."""
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    with pytest.raises(error) as refusal, store.open_warehouse(path):
        pass
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)
    return str(refusal.value)


def test_a_new_warehouse_has_all_tables_and_views(path):
    with store.open_warehouse(path) as warehouse:
        found = warehouse.connection.execute("select table_name from information_schema.tables where table_catalog = current_database()")
        assert {name for (name,) in found.fetchall()} == {*store.TABLES, *store.VIEWS}


def test_a_text_file_is_refused_untouched(path):
    path.write_text("not a database\n" * 1000)
    assert str(path) in refused_untouched(path)


def test_another_programs_database_is_refused_untouched(path):
    with duckdb.connect(str(path)) as other:
        other.execute("create table sales as select 1 as amount")
    assert "another program" in refused_untouched(path)


def test_a_warehouse_of_another_version_is_refused_untouched(path):
    filled(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("update meta set value = '99' where property = 'schema_version'")
    assert "99" in refused_untouched(path)


@pytest.mark.parametrize("version", ["three", "", "-1", "²"])
def test_a_warehouse_whose_version_is_no_number_is_refused_untouched(path, version):
    filled(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("update meta set value = ? where property = 'schema_version'", [version])
    assert "names no schema version" in refused_untouched(path)


@pytest.mark.parametrize("place", ["header", "both database headers", "half"])
def test_a_damaged_file_is_refused_untouched(path, place):
    filled(path)
    with path.open("r+b") as file:
        if place == "half":
            file.truncate(path.stat().st_size // 2)
        else:
            file.seek({"header": 0, "both database headers": 4096}[place])
            file.write(b"\0" * 8192)
    refused_untouched(path)


def test_a_damaged_block_of_data_is_noticed_at_the_start_or_is_not_in_use(path):
    whole = filled(path).read_bytes()
    content = store.content_hash(path)
    refusals = 0
    for place in range(3 * 4096 + 100, len(whole), 256 * 1024):
        path.write_bytes(whole[:place] + b"\xa5" * 64 + whole[place + 64 :])
        opening._proven.clear()
        try:
            with store.open_warehouse(path):
                pass
        except WarehouseDamaged:
            refusals += 1
        else:
            assert store.content_hash(path) == content
    assert refusals > 5


def test_an_empty_file_becomes_a_warehouse_unless_sealed_copies_say_that_it_was_one(path):
    path.touch()
    with store.open_warehouse(path) as warehouse:
        store.seal(warehouse)
    opening._proven.clear()
    path.write_bytes(b"")
    assert "sealed" in refused_untouched(path)


def test_a_folder_and_a_path_into_nowhere_are_wrong_usage(tmp_path):
    for wrong in (tmp_path, tmp_path / "absent" / "w.duckdb"):
        with pytest.raises(UsageError), store.open_warehouse(wrong):
            pass
    with pytest.raises(UsageError), store.open_for_reading(tmp_path / "absent.duckdb"):
        pass


def test_a_half_made_new_warehouse_is_swept_away(path):
    path.with_name("w.duckdb.new").write_bytes(b"half")
    with store.open_warehouse(path) as warehouse:
        assert warehouse.connection.execute("select count(*) from dim_document").fetchone() == (0,)
    assert not path.with_name("w.duckdb.new").exists()


def test_views_are_made_anew_when_their_text_has_changed(path):
    with store.open_warehouse(path) as warehouse:
        warehouse.connection.execute("drop view fact")
        warehouse.connection.execute("update meta set value = 'older' where property = 'views'")
    with store.open_warehouse(path) as warehouse:
        assert warehouse.connection.execute("select count(*) from fact").fetchone() == (0,)


HOLD = """
import sys
from pathlib import Path
from warehouse import store
with store.open_warehouse(Path(sys.argv[1])) as warehouse:
    print("open", flush=True)
    sys.stdin.read()
"""
HOLD_RAW = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "read")
print("open", flush=True)
sys.stdin.read()
"""


def holder(code: str, *arguments: str) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", code, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def test_a_second_writer_is_told_who_holds_the_warehouse(path):
    process = holder(HOLD, str(path))
    try:
        begun = time.monotonic()
        with pytest.raises(WarehouseLocked, match=str(process.pid)), store.open_warehouse(path, wait_seconds=0.3):
            pass
        assert time.monotonic() - begun < 5
        assert store.lock_holder(path) == f"process {process.pid}"
    finally:
        process.communicate()


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_file_that_any_program_has_open_is_told_as_locked(path, mode):
    filled(path)
    process = holder(HOLD_RAW, str(path), mode)
    try:
        with pytest.raises(WarehouseLocked, match="lock"), store.open_warehouse(path, wait_seconds=0.3):
            pass
    finally:
        process.communicate()


def test_the_lock_dies_with_a_killed_process_and_its_work_is_there_or_not(path):
    process = holder(HOLD, str(path))
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert store.lock_holder(path) is None
    with store.open_warehouse(path) as warehouse:
        assert store.load(warehouse, a_batch(budget_report())).loaded == 1


def test_a_writer_waits_for_the_one_before_it(path):
    process = holder(HOLD, str(path))
    assert process.stdin is not None
    process.stdin.close()
    with store.open_warehouse(path, wait_seconds=10) as warehouse:
        assert warehouse.path == path
    process.wait()


def test_a_forked_child_does_not_inherit_the_lock(path):
    code = HOLD.replace(
        "    sys.stdin.read()",
        "    import os, time\n    if os.fork() == 0:\n        time.sleep(30)\n        os._exit(0)\n    sys.stdin.read()",
    ).replace('print("open", flush=True)', "pass")
    code = code.replace("    sys.stdin.read()", '    print("open", flush=True)\n    sys.stdin.read()', 1)
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "open\n"
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert store.lock_holder(path) is None
    finally:
        os.killpg(process.pid, signal.SIGKILL)


def test_the_lock_can_be_held_over_several_openings(path):
    with store.lock_warehouse(path):
        with store.open_warehouse(path):
            pass
        assert store.lock_holder(path) == f"process {os.getpid()}"
        with store.open_for_reading(path) as connection:
            assert connection.execute("select count(*) from dim_document").fetchone() == (0,)
        with store.open_warehouse(path):
            pass
    assert store.lock_holder(path) is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into any folder")
def test_a_read_only_folder_is_told(tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    with pytest.raises(WarehouseError, match="cannot write"), store.open_warehouse(folder / "w.duckdb"):
        pass


def test_while_batches_stream_in_the_database_keeps_to_little_memory_and_afterwards_no_more(path):
    def limit(warehouse) -> str:
        return str(warehouse.connection.execute("select current_setting('memory_limit')").fetchone()[0])

    with store.open_warehouse(path) as warehouse:
        before = limit(warehouse)
        with store.streaming(warehouse):
            assert limit(warehouse) == "512.0 MiB"
        assert limit(warehouse) == before != "512.0 MiB"
