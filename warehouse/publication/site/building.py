"""Every file of the site, in the order in which it is written: pages before the lists that lead to them, the home page last."""

from __future__ import annotations

from pathlib import Path

from warehouse import store
from warehouse.publication.site.contents import Contents, read_contents
from warehouse.publication.site.dictionary import dictionary_page
from warehouse.publication.site.framing import Files, page
from warehouse.publication.site.home import home_pages, verdict
from warehouse.publication.site.indicators import indicator_pages, indicator_places
from warehouse.publication.site.lists import list_pages
from warehouse.publication.site.organisations import organisation_pages
from warehouse.publication.site.rendering import shown
from warehouse.publication.site.reports import report_pages
from warehouse.publication.site.searching import search_pages
from warehouse.publication.site.sharing import pages_of
from warehouse.resources import resource_folder


def site_files(warehouse: Path, sealed: store.Seal, where: str = "") -> Files:
    """Name in the site's folder and contents of each file, one after the other.

    Raises UsageError at the call, before there is any file, where ``where`` does not fit the reports.
    """
    return _files(read_contents(warehouse, sealed, where))


def _files(contents: Contents) -> Files:
    for path in sorted((resource_folder("site") / "assets").iterdir()):
        yield f"assets/{path.name}", path.read_bytes()
    places = indicator_places(contents)
    yield from pages_of(report_pages, (contents,), contents.documents)
    yield from pages_of(organisation_pages, (contents, places), list(contents.by_organisation()))
    yield from indicator_pages(contents)
    yield from list_pages(contents)
    yield from search_pages(contents, places)
    yield dictionary_page(contents)
    yield from _quality(contents)
    yield from home_pages(contents)


def _quality(contents: Contents) -> Files:
    quarantined = [row | {"file_name": shown(row["file_name"], 160), "reason": shown(row["reason"])} for row in contents.quarantined]
    yield page(
        contents, "quality.html", "quality.html", "数据质量",
        verdict=verdict(contents), results=contents.results,
        tables=frozenset((*store.TABLES, *store.VIEWS)), quarantined=quarantined, run=contents.run,
    )  # fmt: skip
