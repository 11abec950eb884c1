"""Zip bundles: their members as files of their own, in a scratch folder and under names that we choose."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from warehouse.documents.archive import Archive, is_link, member_name, open_archive
from warehouse.documents.limits import LIMITS
from warehouse.documents.package import OFFICE_EXTENSIONS, package_kind
from warehouse.documents.reasons import unreadable
from warehouse.documents.source import read_bytes
from warehouse.errors import UnreadableFile

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# What Macs, Windows and editors put into bundles; never a report.
_LITTER = re.compile(r"(?:.*/)?(?:__MACOSX(?:/.*)?|[.~][^/]*|Thumbs\.db|desktop\.ini)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Member:
    """A file out of a bundle: where its bytes lie now, and its name in the bundle's (``a.zip/folder/b.txt``)."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class RefusedMember:
    """A member that cannot be taken out, and why."""

    name: str
    reason_code: str
    reason: str
    byte_size: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle holds, bundles in it too; ``skipped`` counts what is never a report."""

    members: tuple[Member, ...]
    refused: tuple[RefusedMember, ...]
    skipped: int


def is_bundle(path: Path, name: str = "") -> bool:
    """Whether a file is an archive of files, and no office document. False for what cannot be opened.

    ``name`` is what the file is called if its path does not tell.
    """
    try:
        data = read_bytes(path)
        return data.startswith(_ZIP) and packs_files(data, name or path.name)
    except UnreadableFile:
        return False


def packs_files(data: bytes, name: str) -> bool:
    """Whether an archive is a bundle of files. Raises UnreadableFile for a damaged or hostile one."""
    return not name.lower().endswith(OFFICE_EXTENSIONS) and not package_kind(open_archive(data).names)


def expand(path: Path, name: str, folder: Path) -> Bundle:
    """Takes the members of a bundle out into ``folder``, in the order of their names.

    ``name`` is the bundle's in the warehouse. Raises UnreadableFile if the bundle as a whole is refused: damaged, beyond the
    limits, or with paths and links that lead out of it. No member's name is ever used as a path.
    """
    members: list[Member] = []
    refused: list[RefusedMember] = []
    skipped = 0
    for found in _members(open_archive(read_bytes(path)), name, 1):
        if found is None:
            skipped += 1
        elif isinstance(found, RefusedMember):
            refused.append(found)
        else:
            full, data = found
            target = folder / f"{len(members):06d}"
            target.write_bytes(data)
            members.append(Member(target, full))
    if not members and not refused:
        raise unreadable("empty_file")
    return Bundle(tuple(sorted(members, key=lambda member: member.name)), tuple(refused), skipped)


def _members(archive: Archive, name: str, depth: int) -> Iterator[tuple[str, bytes] | RefusedMember | None]:
    """Name and bytes of each file; a refusal; None for what is skipped. All bundles within share one budget."""
    if depth > LIMITS.archive_depth:
        raise unreadable("nested_too_deep")
    infos = [(member_name(info).replace("\\", "/"), info) for info in archive.file.infolist()]
    if any(_is_unsafe(inner, info) for inner, info in infos):
        raise unreadable("unsafe_archive")
    for inner, info in infos:
        if info.is_dir():
            continue
        if _LITTER.fullmatch(inner):
            yield None
            continue
        full = f"{name}/{inner}"
        try:
            data = archive.read_member(info)
            if data.startswith(_ZIP) and packs_files(data, inner):
                yield from _nested(archive, data, full, depth)
            else:
                yield full, data
        except UnreadableFile as error:
            if error.reason_code in ("expands_too_much", "nested_too_deep", "unsafe_archive"):
                raise
            yield RefusedMember(full, error.reason_code, error.reason, info.file_size)


def _nested(outer: Archive, data: bytes, name: str, depth: int) -> Iterator[tuple[str, bytes] | RefusedMember | None]:
    inner = open_archive(data)
    inner.budget = outer.budget - outer.expanded
    yield from _members(inner, name, depth + 1)
    outer.expanded += inner.expanded


def _is_unsafe(name: str, info: zipfile.ZipInfo) -> bool:
    return is_link(info) or name.startswith("/") or ":" in name[:2] or "\x00" in name or ".." in PurePosixPath(name).parts
