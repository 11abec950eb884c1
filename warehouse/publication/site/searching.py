"""What the search knows: names at once, the texts in portions that a browser loads one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from warehouse.publication.site.contents import Contents, portions, rows, title_of
from warehouse.publication.site.framing import Files, page
from warehouse.publication.site.links import organisation_page, report_page
from warehouse.publication.site.rendering import script, shown, text_as_shown

# Characters of text in one file: small enough to load between two key strokes.
_PORTION = 400_000
_TEXTS = "select document_key, text from dim_document where document_key in (select unnest(?))"


def search_pages(contents: Contents, indicators: Mapping[tuple[str, str], str]) -> Files:
    """``indicators`` are name and unit → where an indicator is told."""
    count = 0
    for count, portion in enumerate(_portions(contents), start=1):
        yield f"data/text-{count - 1}.js", script("JIXIAO.texts", portion)
    yield "data/search-index.js", script("JIXIAO.searchIndex", {"chunks": count, "things": list(_things(contents, indicators))})
    yield page(contents, "search.html", "search.html", "搜索", reports=len(contents.documents))


def _portions(contents: Contents) -> Iterator[list[list[str]]]:
    portion: list[list[str]] = []
    size = 0
    for entry in _entries(contents):
        for piece in _pieces(entry):
            if portion and size + len(piece[2]) > _PORTION:
                yield portion
                portion, size = [], 0
            portion.append(piece)
            size += len(piece[2])
    if portion:
        yield portion


def _entries(contents: Contents) -> Iterator[list[Any]]:
    """Title, page and text of every current report; characters stand where they stand in the page."""
    current = [row for row in contents.documents if row["is_current"]]
    for documents in portions(current):
        keys = [row["document_key"] for row in documents]
        texts = {row["document_key"]: row["text"] for row in rows(contents.sealed, _TEXTS, [keys])}
        for row in documents:
            yield [title_of(row), report_page(row["document_key"]), text_as_shown(texts[row["document_key"]])]


def _pieces(entry: list[Any]) -> Iterator[list[Any]]:
    """A text longer than a portion in several, each with the place where it begins as a fourth part."""
    title, href, text = entry
    if len(text) <= _PORTION:
        yield entry
        return
    for start in range(0, len(text), _PORTION):
        yield [title, href, text[start : start + _PORTION], start]


def _things(contents: Contents, indicators: Mapping[tuple[str, str], str]) -> Iterator[list[str]]:
    for organisation_id, documents in contents.by_organisation().items():
        first = documents[0]
        yield ["organisation", shown(first["organisation"], 120), organisation_page(organisation_id), shown(first["region"], 60)]
    for (indicator, unit), href in indicators.items():
        yield ["indicator", shown(indicator, 120), href, shown(unit, 20)]
    for row in contents.documents:
        yield ["report", title_of(row), report_page(row["document_key"]), shown(row["file_name"], 120)]
