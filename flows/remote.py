"""Reports in object storage: what lies under ``s3://BUCKET/FOLDER`` is fetched, then read as a folder is.

Arrow's own file systems do it, so that no further library is needed; where the storage is and who asks is said by its usual
variables (``AWS_ENDPOINT_URL``, ``AWS_ACCESS_KEY_ID``, ``AWS_SECRET_ACCESS_KEY``, ``AWS_DEFAULT_REGION``).
"""

from __future__ import annotations

import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import Any

from flows.terminal import say
from warehouse.errors import UsageError, WarehouseError

SCHEMES = ("s3:", "gs:")
# Objects under way at once: each waits for the network, not for us.
AT_ONCE = 16


class RemoteUnavailable(WarehouseError):
    """A storage that does not answer, or does not let us in."""


def is_remote(path: Path) -> bool:
    """Whether a path that a user named is an address: ``Path`` keeps one slash of ``s3://``."""
    return len(path.parts) > 1 and path.parts[0] in SCHEMES


def address(path: Path) -> str:
    """The address as the user wrote it.

    >>> address(Path("s3://reports/2023"))
    's3://reports/2023'
    """
    return f"{path.parts[0]}//{'/'.join(path.parts[1:])}"


def require_remote(path: Path) -> None:
    """Raises UsageError where nothing is there, RemoteUnavailable where nobody answers."""
    _found(path)


def fetched(path: Path, workspace: Path) -> Path:
    """A file, or a folder with all files below, copied under its own name into a folder of its own in the workspace."""
    storage, info = _found(path)
    target = Path(tempfile.mkdtemp(dir=workspace)) / PurePosixPath(info.path).name
    if info.is_file:
        _fetch(storage, info.path, target)
        return target
    target.mkdir()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        names = _names(storage, info.path)
        for _ in threads.map(lambda name: _fetch(storage, f"{info.path}/{name}", target / name), names):
            pass
    return target


def _found(path: Path) -> tuple[Any, Any]:
    """Arrow's file system for an address, and what stands there."""
    from pyarrow import fs

    try:
        storage, inside = fs.FileSystem.from_uri(address(path))
        info = storage.get_file_info(inside)
    except (OSError, ValueError) as error:
        raise RemoteUnavailable(f"{address(path)} cannot be reached: {_first_line(error)}") from error
    if info.type == fs.FileType.NotFound:
        raise UsageError(f"{address(path)} does not exist: name a report file or a folder with report files")
    return storage, info


def _names(storage: Any, folder: str) -> list[str]:
    """The files below a folder, by their path from there. An object may have any name: none may lead out of the folder."""
    from pyarrow import fs

    try:
        found = storage.get_file_info(fs.FileSelector(folder, recursive=True))
    except OSError as error:
        raise RemoteUnavailable(f"{folder} cannot be listed: {_first_line(error)}") from error
    names = [info.path.removeprefix(f"{folder}/") for info in found if info.is_file]
    for name in names:
        if not _is_inside(name):
            say(f"jixiao: left out, for its name leads out of its folder: {name}")
    return [name for name in names if _is_inside(name)]


def _is_inside(name: str) -> bool:
    return not {"", ".", ".."} & set(name.split("/")) and "\0" not in name


def _fetch(storage: Any, source: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with storage.open_input_stream(source) as stream, target.open("wb") as file:
            shutil.copyfileobj(stream, file, 1 << 20)
    except OSError as error:
        raise RemoteUnavailable(f"{source} could not be fetched: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
