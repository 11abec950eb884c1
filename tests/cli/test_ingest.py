"""Files go in, what cannot be read is told, and doing it again changes nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from command_line import Jixiao

from warehouse import store

EMPTY = b""
BINARY = bytes(range(256)) * 8


def test_the_summary_tells_files_facts_findings_and_place(jixiao: Jixiao, reports: Path) -> None:
    answer = jixiao("ingest", "--direct", reports)
    assert answer.code == 0
    assert answer.out == ""
    assert "files      seen 3 · loaded 3 · unchanged 0 · quarantined 0" in answer.err
    assert all(word in answer.err for word in ("budget", "indicators", "rankings", "cases", "commitments", "warning", "jixiao.duckdb"))


def test_a_second_time_changes_no_row(jixiao: Jixiao, reports: Path, warehouse: Path) -> None:
    before = store.content_hash(warehouse)
    answer = jixiao("ingest", "--direct", reports, "--warehouse", warehouse)
    assert answer.code == 0
    assert "loaded 0 · unchanged 3" in answer.err
    assert store.content_hash(warehouse) == before


def test_files_one_by_one_give_what_the_folder_gives(jixiao: Jixiao, reports: Path, loaded: Path, tmp_path: Path) -> None:
    single = tmp_path / "single.duckdb"
    for path in sorted(reports.glob("*.txt"), reverse=True):
        assert jixiao("ingest", "--direct", path, "--warehouse", single).code == 0
    assert store.content_hash(single) == store.content_hash(loaded)


def test_quiet_says_nothing(jixiao: Jixiao, reports: Path) -> None:
    answer = jixiao("ingest", "--direct", "--quiet", reports)
    assert (answer.code, answer.out, answer.err) == (0, "", "")


def mixed(tmp_path: Path, reports: Path) -> Path:
    folder = tmp_path / "mixed"
    folder.mkdir()
    good = sorted(reports.glob("*.txt"))[0]
    (folder / good.name).write_bytes(good.read_bytes())
    (folder / "空.txt").write_bytes(EMPTY)
    (folder / "乱.txt").write_bytes(BINARY)
    return folder


def test_a_bad_file_is_quarantined_and_the_run_goes_on(jixiao: Jixiao, tmp_path: Path, reports: Path) -> None:
    answer = jixiao("ingest", "--direct", mixed(tmp_path, reports))
    assert answer.code == 0
    assert "loaded 1 · unchanged 0 · quarantined 2" in answer.err
    assert "quarantined: 空.txt: " in answer.err
    rows = store.read(tmp_path / "jixiao.duckdb", "select file_name, reason_code from quarantined_file order by 1").to_pylist()
    assert [row["file_name"] for row in rows] == ["乱.txt", "空.txt"]
    assert rows[1]["reason_code"] == "empty_file"


def test_strict_ends_with_1_where_a_file_is_quarantined(jixiao: Jixiao, tmp_path: Path, reports: Path) -> None:
    assert jixiao("ingest", "--direct", "--strict", mixed(tmp_path, reports)).code == 1


def test_a_quarantined_file_that_is_mended_leaves_the_quarantine(jixiao: Jixiao, tmp_path: Path, reports: Path) -> None:
    folder = mixed(tmp_path, reports)
    jixiao("ingest", "--direct", folder)
    (folder / "空.txt").write_bytes(sorted(reports.glob("*.txt"))[1].read_bytes())
    answer = jixiao("ingest", "--direct", folder)
    assert "loaded 1 · unchanged 1 · quarantined 1" in answer.err


def test_nothing_readable_ends_with_3(jixiao: Jixiao, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "空.txt").write_bytes(EMPTY)
    answer = jixiao("ingest", "--direct", "in")
    assert answer.code == 3
    assert "none of the files could be read" in answer.err


def test_an_empty_folder_ends_with_3(jixiao: Jixiao, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    answer = jixiao("ingest", "--direct", "in")
    assert answer.code == 3
    assert "no report file" in answer.err


@pytest.mark.parametrize(
    "command", [["ingest", "{reports}"], ["ingest", "--direct", "{reports}"], ["run", "{reports}"], ["check"], ["publish"]]
)
def test_a_locked_warehouse_is_told(jixiao: Jixiao, warehouse: Path, reports: Path, command: list[str]) -> None:
    hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('up', flush=True); sys.stdin.read()"
    holder = subprocess.Popen([sys.executable, "-c", hold, str(warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdin is not None
    assert holder.stdout is not None
    holder.stdout.readline()
    try:
        answer = jixiao(*(word.format(reports=reports) for word in command), "--warehouse", warehouse)
    finally:
        holder.stdin.close()
        holder.wait()
        holder.stdout.close()
    assert answer.code == 3
    assert "lock" in answer.err


FOREIGN = {"text": b"not a warehouse\n" * 100, "sqlite": b"SQLite format 3\x00" + bytes(4080), "short": b"\x00"}


@pytest.mark.parametrize(
    "command", [["ingest", "{reports}"], ["run", "{reports}"], ["check"], ["sql", "select 1"], ["verify"], ["explain", "abcd"]]
)
@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_file_is_refused_and_left_as_it_is(
    jixiao: Jixiao, tmp_path: Path, reports: Path, command: list[str], content: bytes
) -> None:
    foreign = tmp_path / "foreign.duckdb"
    foreign.write_bytes(content)
    answer = jixiao(*(word.format(reports=reports) for word in command), "--warehouse", foreign)
    assert answer.code == 3
    assert "foreign.duckdb" in answer.err
    assert foreign.read_bytes() == content


def test_a_duckdb_file_of_something_else_is_refused_and_left_as_it_is(jixiao: Jixiao, tmp_path: Path, reports: Path) -> None:
    foreign = tmp_path / "other.duckdb"
    with duckdb.connect(str(foreign)) as connection:
        connection.execute("create table cats as select 'Mia' as name")
    before = foreign.read_bytes()
    answer = jixiao("ingest", "--direct", reports, "--warehouse", foreign)
    assert answer.code == 3
    assert foreign.read_bytes() == before


def test_a_file_name_cannot_steer_the_terminal(jixiao: Jixiao, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "red\x1b[31m.txt").write_bytes(EMPTY)
    said = jixiao("ingest", "--direct", "in").err
    assert "quarantined: red\\u001b[31m.txt: " in said
    assert "\x1b" not in said
