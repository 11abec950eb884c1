"""Every link in a page leads somewhere, and every file that a page names is there."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.shown import ROOT

_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.*?) *$", re.MULTILINE)
_PLACE = re.compile(r"`((?:warehouse|flows|sql|seeds|expectations|tests|docs)/[\w./-]*)`")
NAMING_FILES = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md")


def pages() -> tuple[Path, ...]:
    """Every Markdown page of ours; sample reports are somebody else's."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.md"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert listed.returncode == 0, "the pages are listed by git"
    return tuple(ROOT / name for name in listed.stdout.splitlines() if not name.startswith("seeds/") and (ROOT / name).is_file())


def links(page: Path) -> Iterator[str]:
    text = _CODE.sub("", _FENCED.sub("", page.read_text(encoding="utf-8")))
    yield from (link for link in _LINK.findall(text) if not re.match(r"[a-z]+:", link))


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub and GitLab give the headings of a page."""
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in _HEADING.findall(text)}


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{link} leads nowhere"
        assert not anchor or anchor in anchors(target), f"{link}: {name or 'this page'} has no such heading"


def test_every_page_of_the_docs_is_reached_from_their_index() -> None:
    seen, ahead = set(), [ROOT / "docs" / "README.md"]
    while ahead:
        page = ahead.pop()
        if page not in seen:
            seen.add(page)
            ahead += [(page.parent / link.partition("#")[0]).resolve() for link in links(page) if link.partition("#")[0].endswith(".md")]
    assert {page for page in pages() if page.is_relative_to(ROOT / "docs")} <= seen


@pytest.mark.parametrize("name", NAMING_FILES)
def test_the_files_and_folders_that_a_page_names_are_there(name: str) -> None:
    """Names in capitals (TABLE, STEM) stand for any."""
    named = set(_PLACE.findall((ROOT / name).read_text(encoding="utf-8")))
    assert [path for path in sorted(named) if not re.search("[A-Z]{2}", path) and not (ROOT / path).exists()] == []
