"""Finds what non-programmers edit: sql/, seeds/, expectations/, site/ beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_folder(name: str) -> Path:
    """The folder ``sql``, ``seeds``, ``expectations`` or ``site`` of this installation; ``FileNotFoundError`` if there is none."""
    for place in (_PACKAGE / "_resources" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the folder {name!r} is missing from this installation of jixiao-warehouse")
