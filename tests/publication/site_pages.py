"""How the tests look at a site: its pages parsed, its links, its data, and the warehouse that it tells of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from selectolax.lexbor import LexborHTMLParser

_CALL = re.compile(r"JIXIAO\.\w+\((.*)\);\n", re.DOTALL)


@dataclass(frozen=True)
class Link:
    """Where a link stands, what it says and leads to."""

    page: str
    text: str
    href: str

    @property
    def target(self) -> tuple[str, str]:
        """File in the site's folder, and fragment."""
        path, _, fragment = self.href.partition("#")
        return normpath(join(dirname(self.page), path)) if path else self.page, fragment


class Site:
    """A site in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def files(self) -> dict[str, bytes]:
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file()}

    @cached_property
    def pages(self) -> dict[str, LexborHTMLParser]:
        return {name: LexborHTMLParser(content.decode()) for name, content in self.files.items() if name.endswith(".html")}

    @cached_property
    def ids(self) -> dict[str, list[str]]:
        return {name: [node.attributes["id"] or "" for node in page.css("[id]")] for name, page in self.pages.items()}

    def links(self) -> Iterator[Link]:
        """Every reference of every page, and every one in the data of the lists and the search."""
        for name, page in self.pages.items():
            for attribute in ("href", "src", "action", "data-src", "data-index"):
                for node in page.css(f"[{attribute}]"):
                    yield Link(name, node.text(), node.attributes[attribute] or "")
        for name in self.files:
            if name.startswith("data/"):
                yield from (Link("index.html", str(text), href) for text, href in _hrefs(self.data(name)))

    def data(self, name: str) -> Any:
        """What a data script passes to its call."""
        found = _CALL.fullmatch(self.files[name].decode())
        assert found, name
        return json.loads(found[1])

    def rows(self, name: str) -> list[list[Any]]:
        return list(self.data(f"data/{name}.js")["rows"])

    def text(self, name: str) -> str:
        body = self.pages[name].body
        return body.text() if body else ""


def _hrefs(value: Any) -> Iterator[tuple[Any, str]]:
    """Pairs of a text and the page that it leads to, wherever they stand."""
    if isinstance(value, list):
        for before, item in zip([None, *value], value, strict=False):
            if isinstance(item, str) and re.match(r"(?:[a-z]+|[oir]/[0-9a-f]+)\.html", item):
                yield before, item
            yield from _hrefs(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _hrefs(item)
