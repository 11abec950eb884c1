"""Zip archives from strangers: checked before and counted while they are decompressed. Nothing is written to disk."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass, field

from warehouse.documents.limits import LIMITS
from warehouse.documents.reasons import unreadable

_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_BAD = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


@dataclass(slots=True)
class Archive:
    """An open archive. ``budget`` is how many bytes may still come out of it."""

    file: zipfile.ZipFile
    packed_size: int
    budget: int = LIMITS.expanded_size
    expanded: int = field(default=0)

    @property
    def names(self) -> list[str]:
        return self.file.namelist()

    def read(self, name: str) -> bytes:
        """One member. Raises UnreadableFile: damaged, encrypted, expands_too_much; KeyError if it isn't there."""
        return self.read_member(self.file.getinfo(name))

    def read_member(self, info: zipfile.ZipInfo) -> bytes:
        if info.flag_bits & _ENCRYPTED:
            raise unreadable("encrypted")
        if info.file_size > self.budget - self.expanded:
            raise unreadable("expands_too_much")
        out = io.BytesIO()
        try:
            with self.file.open(info) as member:
                while chunk := member.read(_CHUNK):
                    out.write(chunk)
                    self._count(len(chunk))
        except _BAD as error:
            raise unreadable("damaged") from error
        return out.getvalue()

    def _count(self, size: int) -> None:
        self.expanded += size
        if self.expanded > self.budget:
            raise unreadable("expands_too_much")
        if self.expanded > LIMITS.ratio_matters_above and self.expanded > LIMITS.expansion_ratio * self.packed_size:
            raise unreadable("expands_too_much")


def open_archive(data: bytes) -> Archive:
    """An archive whose directory is sound: entries apart from each other, sizes within bounds."""
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except _BAD as error:
        raise unreadable("damaged") from error
    infos = file.infolist()
    if len(infos) > LIMITS.archive_members:
        raise unreadable("too_complex", f"> {LIMITS.archive_members} 文件")
    _check_overlap(infos)
    declared = sum(info.file_size for info in infos)
    if declared > LIMITS.expanded_size or (declared > LIMITS.ratio_matters_above and declared > LIMITS.expansion_ratio * len(data)):
        raise unreadable("expands_too_much")
    return Archive(file, len(data))


def _check_overlap(infos: list[zipfile.ZipInfo]) -> None:
    """Entries that share bytes make a bomb of a few kilobytes; older versions of zipfile read them."""
    end = 0
    for info in sorted(infos, key=lambda i: i.header_offset):
        if info.header_offset < end:
            raise unreadable("expands_too_much")
        end = info.header_offset + info.compress_size


def is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def member_name(info: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: without the UTF-8 flag it is GBK on the machines that such bundles come from."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    raw = info.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
