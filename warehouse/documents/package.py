"""Office Open XML packages: which part is the document, and what the parts are related to."""

from __future__ import annotations

import posixpath
from typing import Any

from warehouse.documents.archive import Archive
from warehouse.documents.reasons import unreadable
from warehouse.documents.xml import attribute, children, parse

OFFICE_EXTENSIONS = (".docx", ".docm", ".dotx", ".wps", ".xlsx", ".xlsm", ".xltx", ".et", ".pptx", ".ppsx", ".odt", ".ods", ".odp", ".ofd")


def package_kind(names: list[str]) -> str:
    """docx, xlsx or another office format by the names of an archive's members; empty for a plain archive."""
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(name.startswith(folder) for name in names):
                return kind
        return "ooxml"
    if "mimetype" in names and any(name in names for name in ("content.xml", "META-INF/manifest.xml")):
        return "odf"
    return "ofd" if "OFD.xml" in names else ""


def read_part(archive: Archive, name: str) -> Any | None:
    """The root element of a part; None if the package has no such part."""
    try:
        data = archive.read(name)
    except KeyError:
        return None
    return parse(data)


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Relation's id → (last word of its type, name of the part it leads to). Relations out of the package are left out."""
    folder, name = posixpath.split(part)
    root = read_part(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    if root is None:
        return {}
    return {
        attribute(relation, "Id"): (
            attribute(relation, "Type").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, attribute(relation, "Target")))[1:],
        )
        for relation in children(root, "Relationship")
        if attribute(relation, "TargetMode") != "External"
    }


def main_part(archive: Archive) -> str:
    """The name of the package's document. Raises UnreadableFile (damaged)."""
    for kind, target in relations(archive, "").values():
        if kind == "officeDocument" and target in archive.names:
            return target
    raise unreadable("damaged")


def related(archive: Archive, part: str, kind: str) -> Any | None:
    """The root of the first part of a kind (styles, numbering, footnotes …) that ``part`` is related to."""
    for found, target in relations(archive, part).values():
        if found == kind:
            return read_part(archive, target)
    return None
