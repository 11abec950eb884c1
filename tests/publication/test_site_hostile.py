"""Names that are attacks appear as text: never as markup, script, formula, path, or longer than a page can bear."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_pages import Site

from tests.browser.hostile_site import NAMES, publish_hostile
from warehouse import store
from warehouse.publication import publish
from warehouse.publication.site.folder import LIST

UNSEEN = "\u202e\u2066\u200b\x00\r"


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(publish_hostile(tmp_path_factory.mktemp("hostile")))


def test_no_name_becomes_markup(hostile_site: Site, sample_site: Site) -> None:
    ours = {node.tag for page in sample_site.pages.values() for node in page.css("*")}
    for name, page in hostile_site.pages.items():
        assert {node.tag for node in page.css("*")} <= ours | {"p", "article"}, name
        assert not page.css_matches("[onerror], [onload], [onclick], img, a[href^=javascript]"), name


def test_no_name_becomes_a_path(hostile_site: Site) -> None:
    names = set(hostile_site.files) - {LIST}
    assert all(name.isascii() and name.count("/") <= 1 and ".." not in name for name in names)


def test_no_name_ends_a_script_or_its_line(hostile_site: Site) -> None:
    for name, content in hostile_site.files.items():
        if name.startswith("data/"):
            text = content.decode()
            assert "<" not in text
            assert not set("\u2028\u2029") & set(text)
            assert text.count("\n") == 1
            hostile_site.data(name)


def test_every_link_still_leads_somewhere(hostile_site: Site) -> None:
    for link in hostile_site.links():
        path, fragment = link.target
        assert path in hostile_site.files, link
        assert not fragment or "=" in fragment or fragment in hostile_site.ids[path], link


def test_what_cannot_be_seen_is_shown_and_directions_are_not_turned(hostile_site: Site) -> None:
    for name in hostile_site.pages:
        assert not set(UNSEEN) & set(hostile_site.text(name)), name


def test_a_name_of_twenty_thousand_characters_is_shortened_everywhere_but_in_its_text(hostile_site: Site) -> None:
    longest = max(NAMES, key=len)[:1000]
    for name in hostile_site.pages:
        page = hostile_site.pages[name]
        for node in page.css("h1, h2, h3, td, th, a, title, option, dd, li"):
            assert longest not in node.text(), (name, node.tag)
        assert name.startswith("r/") or len(hostile_site.files[name]) <= 300_000, name


def test_names_are_there_to_read(hostile_site: Site) -> None:
    shown = hostile_site.text("index.html")
    for name in ("<script>alert(1)</script>县水务局", "{{7*7}}${7*7}县卫健局", "../../etc/passwd县公安局"):
        assert name in shown


def test_a_site_of_nothing_is_a_site(tmp_path: Path) -> None:
    with store.open_warehouse(tmp_path / "empty.duckdb"):
        pass
    publish(tmp_path / "empty.duckdb", site=tmp_path / "site")
    site = Site(tmp_path / "site")
    assert all(link.target[0] in site.files for link in site.links())
    assert "还没有读入任何报告" in site.text("index.html")
