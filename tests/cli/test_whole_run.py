"""The main job as a user types it, Prefect and all."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Jixiao

from warehouse import store

# A run that takes so long hangs; what a run may cost is the benchmarks' matter.
HANGING_SECONDS = 600
PROGRAM = Path(sys.executable).with_name("jixiao")


def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "PREFECT_HOME": str(tmp_path / "prefect")}


@pytest.mark.slow
def test_a_first_and_a_second_run_of_the_samples_say_what_was_done(tmp_path: Path, samples: list[Path]) -> None:
    said = []
    for _ in ("first", "second"):
        done = subprocess.run(
            [PROGRAM, "run"], cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True, check=True, timeout=HANGING_SECONDS
        )
        assert done.stdout == ""
        said.append(done.stderr)
    assert f"seen {len(samples)} · loaded {len(samples)} · unchanged 0 · quarantined 0" in said[0]
    assert f"seen {len(samples)} · loaded 0 · unchanged {len(samples)} · quarantined 0" in said[1]
    for words in said:
        assert all(label in words for label in ("facts ", "findings ", "expectations ", "warehouse ", "sealed copy ", "published "))
        assert len(words.splitlines()) < 15, "quiet logs: a summary and nothing else"
    assert (tmp_path / "jixiao.duckdb.published" / "quality.md").is_file()
    assert store.verify(tmp_path / "jixiao.duckdb") == ()


@pytest.mark.slow
def test_the_direct_run_gives_the_same_warehouse(tmp_path: Path) -> None:
    for words in (["run", "--warehouse", "flow.duckdb"], ["run", "--direct", "--warehouse", "direct.duckdb"]):
        subprocess.run([PROGRAM, *words, "--quiet"], cwd=tmp_path, env=environment(tmp_path), check=True)
    assert store.content_hash(tmp_path / "flow.duckdb") == store.content_hash(tmp_path / "direct.duckdb")


def test_an_unchanged_direct_run_keeps_the_results_of_the_last_check(jixiao: Jixiao, reports: Path, tmp_path: Path) -> None:
    assert jixiao("run", "--direct", reports).code == 0
    [first] = store.read(tmp_path / "jixiao.duckdb", "select count(distinct run_key) as n from expectation_result").to_pylist()
    answer = jixiao("run", "--direct", reports)
    assert answer.code == 0
    assert "unchanged 3" in answer.err
    assert "expectations" in answer.err
    [second] = store.read(tmp_path / "jixiao.duckdb", "select count(distinct run_key) as n from expectation_result").to_pylist()
    assert (first, second) == ({"n": 1}, {"n": 1})
    runs = store.read(tmp_path / "jixiao.duckdb", "select status, files_unchanged from run order by started_at").to_pylist()
    assert runs == [{"status": "done", "files_unchanged": 0}, {"status": "done", "files_unchanged": 3}]


@pytest.mark.slow
def test_a_run_counts_findings_only_when_it_is_told_to(jixiao: Jixiao, reports: Path) -> None:
    assert jixiao("run", "--direct", "--quiet", reports).code == 0
    answer = jixiao("run", "--direct", "--quiet", "--fail-on", "warning", reports)
    assert answer.code == 1
    assert answer.err.startswith("jixiao: ")


def test_a_terminal_sees_a_progress_bar_and_a_pipe_does_not(tmp_path: Path, reports: Path) -> None:
    screen, terminal = pty.openpty()
    command = [PROGRAM, "ingest", "--direct", reports, "--warehouse", tmp_path / "w.duckdb"]
    shown = b""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=terminal, env={**os.environ, "TERM": "xterm"}) as process:
        os.close(terminal)
        try:
            while chunk := os.read(screen, 4096):
                shown += chunk
        except OSError:  # the terminal is closed: the program has ended
            pass
    os.close(screen)
    assert process.returncode == 0
    assert "━".encode() in shown
    assert b"loaded 3" in shown
    piped = subprocess.run(command, capture_output=True, check=True)
    assert b"\x1b" not in piped.stderr
    assert "━".encode() not in piped.stderr
