"""What the READMEs show is what the program says: their queries are run on the sample reports and compared."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from sample_warehouse import run

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")
BLOCK = re.compile(r"```console\n\$ jixiao ((?:sql|explain) [^\n]*)\n(.*?)```", re.DOTALL)
PLACE = re.compile(r"`((?:warehouse|flows|sql|seeds|expectations|tests|docs)/[\w./-]*)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
SHOWN = [(name, command, output) for name in READMES for command, output in BLOCK.findall((ROOT / name).read_text(encoding="utf-8"))]


def squeezed(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


@pytest.mark.parametrize(("name", "command", "output"), SHOWN, ids=[f"{name}-{i}" for i, (name, _, _) in enumerate(SHOWN)])
def test_an_answer_in_the_readme_is_the_answer(name: str, command: str, output: str, warehouse: Path) -> None:
    assert squeezed(run(*shlex.split(command), "--quiet", "--warehouse", warehouse)) == squeezed(output)


def test_both_readmes_show_the_same_commands() -> None:
    commands = [re.findall(r"^\$ (.*)$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE) for name in READMES]
    assert commands[0] == commands[1]
    assert len(commands[0]) >= 8


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md"])
def test_what_a_document_links_to_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [link for link in LINK.findall(text) if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_the_files_and_folders_that_a_document_names_are_there(name: str) -> None:
    """Names in capitals (TABLE, STEM) stand for any."""
    named = set(PLACE.findall((ROOT / name).read_text(encoding="utf-8")))
    assert [path for path in sorted(named) if not re.search("[A-Z]{2}", path) and not (ROOT / path).exists()] == []
