"""A page with what all pages share: the way back, the navigation, and where its figures come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from warehouse import __version__
from warehouse.publication.site.contents import Contents
from warehouse.publication.site.rendering import english_of, render, shown

Page = tuple[str, bytes]
Files = Iterator[Page]

NAVIGATION = (
    ("index.html", "首页"),
    ("indicators.html", "指标"),
    ("rankings.html", "排名"),
    ("cases.html", "案件"),
    ("findings.html", "核查发现"),
    ("quality.html", "数据质量"),
    ("dictionary.html", "数据字典"),
    ("search.html", "搜索"),
)


def page(contents: Contents, name: str, template: str, title: str, /, **values: Any) -> Page:
    """Name and bytes of a page."""
    run = contents.run or {}
    frame = {
        "run_at": f"{run['started_at']:%Y-%m-%d %H:%M} UTC" if run else "",
        "version": __version__,
        "seal_hash": contents.seal_hash,
        "is_part": contents.is_part,
    }
    titles = {"title": shown(title, 160), "title_english": english_of(title)}
    root = "../" * name.count("/")
    return name, render(template, root=root, here=name, navigation=NAVIGATION, frame=frame, **titles, **values)
