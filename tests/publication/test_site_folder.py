"""A site is written into a folder that may hold other things, again and again."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.publication.publishing import _write
from warehouse.publication.site.folder import LIST, write_site


def build(folder: Path, *names: str) -> list[Path]:
    return list(write_site(folder, ((name, name.encode()) for name in names), _write))


def test_pages_that_a_build_no_longer_has_are_dropped(tmp_path: Path) -> None:
    build(tmp_path, "index.html", "r/00ff.html", "data/text-1.js")
    build(tmp_path, "index.html")
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [LIST, "index.html"]


def test_files_of_strangers_stay(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "ffff.html").write_text("mine")
    (tmp_path / "yearly_budget.csv").write_text("mine")
    build(tmp_path, "index.html", "r/00ff.html")
    build(tmp_path, "index.html")
    assert (tmp_path / "r" / "ffff.html").read_text() == "mine"
    assert (tmp_path / "yearly_budget.csv").read_text() == "mine"


@pytest.mark.parametrize("name", ["../outside.html", "/etc/passwd", "yearly_budget.csv", "o/../../outside.html", ".", ""])
def test_a_list_that_somebody_edited_takes_nothing_else_away(name: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, "index.html")
    (tmp_path / "outside.html").write_text("mine")
    (site / "yearly_budget.csv").write_text("mine")
    with (site / LIST).open("a") as listed:
        listed.write(f"{name}\n")
    build(site, "index.html")
    assert (tmp_path / "outside.html").exists()
    assert (site / "yearly_budget.csv").exists()


def test_a_folder_that_is_a_link_out_of_the_site_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "00ff.html").write_text("mine")
    site = tmp_path / "site"
    build(site, "index.html")
    (site / "r").symlink_to(elsewhere)
    with (site / LIST).open("a") as listed:
        listed.write("r/00ff.html\n")
    build(site, "index.html")
    assert (elsewhere / "00ff.html").exists()


def test_what_a_build_cut_short_has_written_is_known_to_the_next(tmp_path: Path) -> None:
    def cut_short() -> object:
        yield "r/00ff.html", b""
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        list(write_site(tmp_path, cut_short(), _write))  # type: ignore[arg-type]
    build(tmp_path, "index.html")
    assert not (tmp_path / "r" / "00ff.html").exists()
