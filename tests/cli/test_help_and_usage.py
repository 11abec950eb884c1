"""Every command says what it does; every mistake in typing says what is wrong and how to mend it, and ends with 2."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Jixiao

COMMANDS = (
    "run", "ingest", "check", "publish", "sql", "explain", "verify", "forget", "schedule", "doctor", "backfill",
    "backup", "restore", "diff", "review", "suggest-aliases",
)  # fmt: skip
# It compares two warehouses that it is told, so that no option or environment names one.
NAMES_NO_WAREHOUSE = {"diff"}
# Importing these takes seconds: help and queries go without.
SLOW_TO_IMPORT = {"prefect", "great_expectations", "pandas"}


def test_the_program_lists_its_commands(jixiao: Jixiao) -> None:
    answer = jixiao("--help")
    assert answer.code == 0
    listed = answer.out.partition("\nCommands:\n")[2]
    assert set(re.findall(r"^  ([a-z-]+)  ", listed, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_the_common_options(jixiao: Jixiao, command: str) -> None:
    answer = jixiao(command, "--help")
    assert answer.code == 0
    assert all(option in answer.out for option in ("--quiet", "--version"))
    of_a_warehouse = {option for option in ("--warehouse FILE", "JIXIAO_WAREHOUSE", "jixiao.duckdb") if option in answer.out}
    assert len(of_a_warehouse) == (0 if command in NAMES_NO_WAREHOUSE else 3)


@pytest.mark.parametrize("words", [["--version"], *([command, "--version"] for command in COMMANDS)])
def test_the_version_is_told_everywhere(jixiao: Jixiao, words: list[str]) -> None:
    answer = jixiao(*words)
    assert answer.code == 0
    assert re.match(r"jixiao \d+\.\d+\.\d+ ", answer.out)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_wrong_option_is_named(jixiao: Jixiao, command: str) -> None:
    answer = jixiao(command, "--nonsense")
    assert answer.code == 2
    assert "--nonsense" in answer.err
    assert f"jixiao {command}" in answer.err


@pytest.mark.parametrize("words", [["ingest", "--direct", "nowhere"], ["run", "nowhere"], ["ingest", "nowhere"], ["schedule", "nowhere"]])
def test_a_missing_path_is_named_before_anything_is_made(jixiao: Jixiao, tmp_path: Path, words: list[str]) -> None:
    answer = jixiao(*words)
    assert answer.code == 2
    assert "nowhere does not exist" in answer.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words",
    [["check"], ["publish"], ["sql", "from run"], ["explain", "abcd"], ["verify"], ["forget", "abcdabcd"], ["backfill", "--direct"]],
)
def test_a_warehouse_that_is_not_there_is_not_made(jixiao: Jixiao, tmp_path: Path, words: list[str]) -> None:
    answer = jixiao(*words)
    assert answer.code == 2
    assert "jixiao.duckdb" in answer.err
    assert "jixiao ingest" in answer.err
    assert not list(tmp_path.iterdir())


def test_the_environment_names_the_warehouse(jixiao: Jixiao, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIXIAO_WAREHOUSE", "elsewhere.duckdb")
    assert "elsewhere.duckdb" in jixiao("verify").err


def test_seeds_that_are_no_folder_are_told(jixiao: Jixiao, monkeypatch: pytest.MonkeyPatch, reports: Path) -> None:
    monkeypatch.setenv("JIXIAO_SEEDS", "no-such-folder")
    answer = jixiao("ingest", "--direct", reports)
    assert answer.code == 2
    assert "JIXIAO_SEEDS" in answer.err
    assert "no-such-folder" in answer.err


def test_a_mistake_in_a_manifest_is_told_with_its_line(jixiao: Jixiao, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "manifest.csv").write_text("file,fiscal_year\nx.txt,last\n", encoding="utf-8")
    answer = jixiao("ingest", "--direct", "in")
    assert answer.code == 2
    assert "manifest.csv:2" in answer.err


def test_explain_without_a_key_says_what_to_name(jixiao: Jixiao, loaded: Path) -> None:
    answer = jixiao("explain", "--warehouse", loaded)
    assert answer.code == 2
    assert "--unclaimed" in answer.err


@pytest.mark.parametrize("words", [["--help"], ["run", "--help"], ["sql", "select 1 as n", "--warehouse", "{loaded}"]])
def test_help_and_queries_start_without_the_slow_libraries(loaded: Path, words: list[str]) -> None:
    code = (
        "import sys; from flows.cli import main; sys.argv = ['jixiao', *sys.argv[1:]]\n"
        f"try: main()\nfinally: sys.stderr.write('imported:' + ','.join(sorted({SLOW_TO_IMPORT!r} & set(sys.modules))))"
    )
    words = [word.format(loaded=loaded) for word in words]
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    assert done.stderr.endswith("imported:")


def test_the_console_script_is_installed() -> None:
    done = subprocess.run([Path(sys.executable).with_name("jixiao"), "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("jixiao ")
