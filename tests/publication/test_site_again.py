"""A site is built again: the same, or of a part of the archive, or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from site_pages import Site

from warehouse.errors import UsageError
from warehouse.publication import publish


@pytest.fixture(scope="module")
def part(sample_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of two bodies of the five."""
    folder = tmp_path_factory.mktemp("part")
    publish(sample_warehouse, site=folder, where="organisation in ('酉江县公安局', '青埠县水利局')")
    return Site(folder)


def test_the_same_warehouse_gives_the_same_bytes(sample_warehouse: Path, sample_site: Site, tmp_path: Path) -> None:
    publish(sample_warehouse, site=tmp_path)
    again = Site(tmp_path)
    assert set(again.files) == set(sample_site.files)
    assert [name for name in again.files if again.files[name] != sample_site.files[name]] == []


def test_a_part_of_the_archive_is_a_site_of_its_own_size(part: Site, sample_site: Site) -> None:
    assert len([name for name in part.files if name.startswith("r/")]) == 6
    assert len([name for name in part.files if name.startswith("o/")]) == 2
    for name in ("findings", "cases", "rankings"):
        assert set(map(str, part.rows(name))) <= set(map(str, sample_site.rows(name)))
    assert "临澜市城市管理局" not in part.text("index.html") + str(part.data("data/search-index.js"))


def test_every_link_of_a_part_leads_somewhere(part: Site) -> None:
    for link in part.links():
        path, fragment = link.target
        assert path in part.files, link
        assert not fragment or "=" in fragment or fragment in part.ids[path], link


def test_a_smaller_site_takes_the_place_of_a_larger(sample_warehouse: Path, sample_site: Site, part: Site, tmp_path: Path) -> None:
    shutil.copytree(sample_site.folder, tmp_path / "site")
    (tmp_path / "site" / "notes.txt").write_text("mine")
    publish(sample_warehouse, site=tmp_path / "site", where="organisation in ('酉江县公安局', '青埠县水利局')")
    assert set(Site(tmp_path / "site").files) == {*part.files, "notes.txt"}


@pytest.mark.parametrize("where", ["no_such_column = 1", "organisation in (", "1=1); drop table dim_document; --"])
def test_a_condition_that_does_not_fit_leaves_the_site_as_it_was(where: str, sample_warehouse: Path, part: Site, tmp_path: Path) -> None:
    shutil.copytree(part.folder, tmp_path / "site")
    with pytest.raises(UsageError, match="where"):
        publish(sample_warehouse, site=tmp_path / "site", where=where)
    assert Site(tmp_path / "site").files == part.files
