"""The workflow files for users are YAML that the services take, and call commands and options that exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from flows.cli import app

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "ci").glob("*.yml"))
COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((ROOT / "ci" / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return loaded


def lines(value: Any) -> list[str]:
    """All shell lines of a workflow."""
    if isinstance(value, dict):
        return [line for item in value.values() for line in lines(item)]
    if isinstance(value, list):
        return [line for item in value for line in lines(item)]
    return [line.strip() for line in str(value).splitlines()]


def calls() -> list[tuple[str, str]]:
    return [(path.name, line) for path in FILES for line in lines(read(path.name)) if line.startswith("jixiao ")]


def test_there_is_a_file_for_each_service() -> None:
    assert [path.name for path in FILES] == ["github-actions.yml", "gitlab-ci.yml"]
    assert {line.split()[1] for name, line in calls() if name.startswith("github")} == {"ingest", "check", "publish"}
    assert {line.split()[1] for name, line in calls() if name.startswith("gitlab")} == {"ingest", "check", "publish"}


@pytest.mark.parametrize(("name", "line"), calls())
def test_every_call_names_a_command_and_options_that_it_has(name: str, line: str) -> None:
    words = shlex.split(line)
    known = {option for parameter in COMMANDS[words[1]].params for option in parameter.opts}
    assert {word for word in words[2:] if word.startswith("--")} <= known


def test_the_actions_are_pinned_and_every_step_does_one_thing() -> None:
    workflow = read("github-actions.yml")
    assert set(workflow) == {"name", "on", "concurrency", "permissions", "jobs"}
    for step in workflow["jobs"]["warehouse"]["steps"]:
        assert ("uses" in step) != ("run" in step)
        assert "uses" not in step or re.fullmatch(r"[\w/.-]+@v\d+", step["uses"])


def test_what_one_step_writes_the_next_ones_read() -> None:
    job = read("gitlab-ci.yml")["warehouse"]
    assert job["artifacts"]["reports"]["junit"] in " ".join(job["script"])
    assert job["variables"]["JIXIAO_WAREHOUSE"].startswith(job["cache"]["paths"][0])
    github = read("github-actions.yml")["jobs"]["warehouse"]
    sarif = [step["with"]["sarif_file"] for step in github["steps"] if "upload-sarif" in step.get("uses", "")]
    assert len(sarif) == 1
    assert sarif[0] in " ".join(step.get("run", "") for step in github["steps"])
