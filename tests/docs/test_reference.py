"""The reference is what the program itself knows, and leaves nothing out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from tests.docs.reference import FIELDS, FOLDER, PAGES, PURPOSES
from tests.docs.shown import ROOT
from warehouse.reference.loading import LISTS, TABLES
from warehouse.settings import VARIABLES
from warehouse.store.catalogue import FINDINGS

SOURCES = [path for folder in ("warehouse", "flows") for path in (ROOT / folder).rglob("*.py")]


@pytest.mark.parametrize(("name", "page"), PAGES, ids=[name for name, _ in PAGES])
def test_a_page_of_the_reference_is_fresh(name: str, page: Callable[[], Iterator[str]]) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == "".join(page()), "python -m tests.docs.reference writes it anew"


def test_every_seed_says_what_it_is_for() -> None:
    assert set(PURPOSES) == {table.name for table in TABLES} | set(LISTS)
    assert set(FIELDS) == set(LISTS)


def test_every_variable_that_the_program_reads_is_told() -> None:
    read = {name for path in SOURCES for name in re.findall(r"\bJIXIAO_[A-Z_]+\b", path.read_text(encoding="utf-8"))}
    assert read == {one.name for one in VARIABLES if one.name.startswith("JIXIAO_")}


def test_every_finding_across_reports_is_in_the_catalogue() -> None:
    told = set(re.findall(r"^\| `(\w+)`", (ROOT / "docs" / "quality.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(FINDINGS) <= told
