"""XML from strangers: no entities, no network, bounded depth."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree

from warehouse.documents.reasons import unreadable
from warehouse.errors import UnreadableFile

_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_comments": True}


def parse(data: bytes) -> Any:
    """The root element. Raises UnreadableFile: damaged, forbidden_entities or too_complex."""
    _check_head(data)
    try:
        root = etree.fromstring(data, etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as error:
        raise _unparsable(error) from error
    if root.getroottree().docinfo.doctype:
        raise unreadable("forbidden_entities")
    return root


def iterate(data: bytes, *names: str) -> Iterator[Any]:
    """The elements of some names, one by one as each is complete and forgotten after; errors as in ``parse``."""
    _check_head(data)
    previous = None
    try:
        for _, element in etree.iterparse(io.BytesIO(data), events=("end",), tag=[f"{{*}}{name}" for name in names], **_SAFE):
            if previous is None and element.getroottree().docinfo.doctype:
                raise unreadable("forbidden_entities")
            yield element
            previous = element
            element.clear(keep_tail=False)
            while element.getprevious() is not None and element.getparent() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise _unparsable(error) from error


def _check_head(data: bytes) -> None:
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65536]:
        raise unreadable("forbidden_entities")


def _unparsable(error: etree.XMLSyntaxError) -> UnreadableFile:
    return unreadable("too_complex" if "depth" in str(error).lower() else "damaged")


def local(element: Any) -> str:
    """The name without its namespace (transitional and strict files differ in it); empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its name without namespace; empty if it isn't there."""
    value = element.get(name)
    if value is not None:
        return str(value)
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def children(element: Any, name: str) -> Iterator[Any]:
    return (child for child in element if local(child) == name)


def child(element: Any, *names: str) -> Any | None:
    """The first descendant along a path of names; None if any step is missing."""
    for name in names:
        element = next(children(element, name), None)
        if element is None:
            return None
    return element
