"""Reports in object storage: what lies under ``s3://BUCKET/FOLDER`` is fetched, then read as a folder is.

Arrow's own file systems do it, so that no further library is needed; where the storage is and who asks is said by its usual
variables (``AWS_ENDPOINT_URL``, ``AWS_ACCESS_KEY_ID``, ``AWS_SECRET_ACCESS_KEY``, ``AWS_DEFAULT_REGION``).
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import Any

from flows.stamps import Stamp, read_stamps, taken, write_stamps
from flows.terminal import say
from warehouse.errors import UsageError, WarehouseError
from warehouse.store import file_digest

SCHEMES = ("s3:", "gs:")
# Objects under way at once: each waits for the network, not for us.
AT_ONCE = 16
# Storage tells the time of a change in whole seconds: what is younger may change once more and look the same.
YOUNG_NS = 2_000_000_000


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


def fetched(path: Path, workspace: Path, warehouse: Path | None = None) -> Path:
    """A file, or a folder with all files below, under its own name in a folder of its own in the workspace.

    What did not change since its last fetching into this warehouse is not asked for again: its original is taken.
    """
    storage, info = _found(path)
    target = Path(tempfile.mkdtemp(dir=workspace)) / PurePosixPath(info.path).name
    objects = [(info, target)] if info.is_file else [(one, target / name) for name, one in _listed(storage, info.path)]
    if not info.is_file:
        target.mkdir()
    stamps = read_stamps(warehouse)

    def bring(one: tuple[Any, Path]) -> tuple[str, Stamp | None]:
        name = f"{path.parts[0]}//{one[0].path}"
        return name, _brought(storage, one[0], one[1], stamps.get(name), warehouse)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        found = {name: stamp for name, stamp in threads.map(bring, objects) if stamp}
    write_stamps(warehouse, {**stamps, **found})
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


def _listed(storage: Any, folder: str) -> Iterator[tuple[str, Any]]:
    """The files below a folder, by their path from there. An object may have any name: none may lead out of the folder."""
    from pyarrow import fs

    try:
        found = storage.get_file_info(fs.FileSelector(folder, recursive=True))
    except OSError as error:
        raise RemoteUnavailable(f"{folder} cannot be listed: {_first_line(error)}") from error
    for info in found:
        name = info.path.removeprefix(f"{folder}/")
        if info.is_file and _is_inside(name):
            yield name, info
        elif info.is_file:
            say(f"jixiao: left out, for its name leads out of its folder: {name}")


def _is_inside(name: str) -> bool:
    return not {"", ".", ".."} & set(name.split("/")) and "\0" not in name


def _brought(storage: Any, info: Any, target: Path, known: Stamp | None, warehouse: Path | None) -> Stamp | None:
    """Puts an object's bytes at the target; gives its stamp, if it is one that can be trusted the next time."""
    if warehouse and known and known[:2] == (info.size, info.mtime_ns) and taken(warehouse, known.digest, target):
        return known
    asked_at = time.time_ns()
    _fetch(storage, info.path, target)
    if warehouse is None or info.mtime_ns is None or asked_at - info.mtime_ns < YOUNG_NS:
        return None
    return Stamp(info.size, info.mtime_ns, file_digest(target))


def _fetch(storage: Any, source: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with storage.open_input_stream(source) as stream, target.open("wb") as file:
            shutil.copyfileobj(stream, file, 1 << 20)
    except OSError as error:
        raise RemoteUnavailable(f"{source} could not be fetched: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
