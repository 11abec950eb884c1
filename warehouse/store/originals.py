"""Source files kept beside the warehouse under the hash of their content, so that they can be read again."""

from __future__ import annotations

import errno
import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from warehouse.errors import UnreadableFile
from warehouse.model.source import SourceFile
from warehouse.store.errors import told

_CHUNK = 1 << 20
_REASONS = {
    "not_found": "文件不存在或已被移走（the file is gone）",
    "not_a_regular_file": "不是普通文件（链接、管道、设备或文件夹不予读取）（not a regular file）",
    "no_permission": "没有读取权限，请检查文件权限（no permission to read the file）",
    "unreadable_medium": "读取文件时出错，请检查存储介质（the file could not be read from its medium）",
    "changed_while_reading": "文件在读取过程中被改动，请稍后重试（the file changed while it was read）",
}
_CODES = {
    errno.ENOENT: "not_found",
    errno.ENOTDIR: "not_found",
    errno.ELOOP: "not_a_regular_file",
    errno.ENXIO: "not_a_regular_file",
    errno.EISDIR: "not_a_regular_file",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
}


def original_path(warehouse_path: Path, document_key: str) -> Path:
    """Where the content of this hash is kept: ``FILE.originals/ab/ab12…``."""
    return warehouse_path.with_name(warehouse_path.name + ".originals") / document_key[:2] / document_key


def file_digest(path: Path) -> str:
    """The SHA-256 of a regular file, opened without following links. Raises ``UnreadableFile`` for anything else."""
    total = sha256()
    with _opened(path) as descriptor:
        for chunk in _chunks(descriptor):
            total.update(chunk)
    return total.hexdigest()


def keep_original(warehouse_path: Path, source: SourceFile) -> SourceFile:
    """Keeps a copy of the bytes, written beside and put in place in one step, and gives the source that reads from it.

    Raises ``UnreadableFile`` if the file is gone or no longer has the bytes of its ``document_key``.
    """
    kept = original_path(warehouse_path, source.document_key)
    with told(warehouse_path):
        if not kept.is_file():
            kept.parent.mkdir(parents=True, exist_ok=True)
            _copy(source, kept)
    return replace(source, path=kept)


def drop_original(warehouse_path: Path, document_key: str) -> None:
    """Takes away the copy of a content that is not, or no longer, a document."""
    with told(warehouse_path):
        original_path(warehouse_path, document_key).unlink(missing_ok=True)


def _copy(source: SourceFile, kept: Path) -> None:
    beside = kept.with_name(f".{kept.name}.{os.getpid()}.{threading.get_ident()}")
    total = sha256()
    try:
        with _opened(source.path) as descriptor, beside.open("wb") as copy:
            for chunk in _chunks(descriptor):
                total.update(chunk)
                copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
        if total.hexdigest() != source.document_key:
            raise refused("changed_while_reading")
        beside.replace(kept)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """A descriptor of a regular file; O_NONBLOCK lets the opening of a pipe return at once."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise refused(_CODES.get(error.errno or 0, "unreadable_medium")) from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise refused("not_a_regular_file")
        yield descriptor
    finally:
        os.close(descriptor)


def _chunks(descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            chunk = os.read(descriptor, _CHUNK)
        except OSError as error:
            raise refused("unreadable_medium") from error
        if not chunk:
            return
        yield chunk


def refused(code: str) -> UnreadableFile:
    return UnreadableFile(code, _REASONS[code])
