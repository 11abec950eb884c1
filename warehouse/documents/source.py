"""From a path to bytes: regular files only, opened without following links, within a size bound."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from warehouse.documents.limits import LIMITS
from warehouse.documents.reasons import unreadable

_CODES = {
    errno.ENOENT: "not_found",
    errno.ENOTDIR: "not_found",
    errno.ELOOP: "not_a_regular_file",
    errno.ENXIO: "not_a_regular_file",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.ENAMETOOLONG: "not_found",
}


def read_bytes(path: Path, limit: int = LIMITS.file_size) -> bytes:
    """The content of a regular file. Raises UnreadableFile for links, pipes, devices, folders and what is too large.

    O_NONBLOCK lets the opening of a pipe return at once; what was opened is looked at, not what the path named before.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise unreadable(_CODES.get(error.errno or 0, "unreadable_medium")) from error
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise unreadable("not_a_regular_file")
        if status.st_size > limit:
            raise unreadable("too_large", f"{status.st_size >> 20} MiB > {limit >> 20} MiB")
        data = _all(handle, limit)
    except OSError as error:
        raise unreadable("unreadable_medium") from error
    finally:
        os.close(handle)
    if len(data) > limit:
        raise unreadable("too_large", f"> {limit >> 20} MiB")
    return data


def _all(handle: int, limit: int) -> bytes:
    """Everything up to one byte more than the limit: a file may grow while it is read."""
    with os.fdopen(handle, "rb", closefd=False) as file:
        return file.read(limit + 1)


def display_name(name: str) -> str:
    """A file name that every sink can hold: bytes that are not UTF-8 are read as GB18030, else escaped."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")
