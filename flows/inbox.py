"""What lies in the folders and files that a user names: which of it is a report, and what its owner declares of it."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from flows.remote import fetched, is_remote, require_remote
from warehouse.documents import display_name, expand, in_worker, is_bundle, read_manifest
from warehouse.documents.manifest import MANIFEST
from warehouse.documents.reasons import unreadable
from warehouse.errors import UnreadableFile, UsageError
from warehouse.model import Declared
from warehouse.model.source import SourceFile
from warehouse.store import file_digest

# What programs leave behind in shared folders: lock files, half downloads, caches. Never a report.
LITTER = re.compile(r"[.~].*|Thumbs\.db|desktop\.ini|__MACOSX|.*\.(?:crdownload|part|partial|tmp|download)", re.IGNORECASE)

# Files that are compared with the ledger, copied and read before the next ones are looked at.
AT_ONCE = 50_000

_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a report; ``name`` is its path from the folder that was named, with slashes."""

    path: Path
    name: str
    declared: Declared


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not even be opened."""

    name: str
    reason_code: str
    reason: str
    byte_size: int = 0


@dataclass(frozen=True, slots=True)
class Inbox:
    """A part of what was found, out of ``among`` files: files with their digests, in the order of their names, and what could not
    be opened."""

    files: tuple[SourceFile, ...]
    refused: tuple[Refusal, ...]
    skipped: int
    among: int


@dataclass(frozen=True, slots=True)
class _Walk:
    """``manifests`` maps a folder's path from the root (``""`` or ``a/b/``) to what its manifest declares, as long as we are in it."""

    root: Path
    manifests: dict[str, dict[str, Declared]]
    refused: list[Refusal]
    skipped: list[str]


def require_paths(paths: Sequence[Path]) -> None:
    """Raises UsageError for the first path that does not exist, RemoteUnavailable for storage that does not answer."""
    for path in paths:
        if is_remote(path):
            require_remote(path)
        elif not path.exists():
            raise UsageError(f"{path} does not exist: name a report file or a folder with report files")


def open_inbox(paths: Sequence[Path], workspace: Path, warehouse: Path | None = None) -> Generator[Inbox, None, None]:
    """All files under the paths, hashed, some thousand at a time, so that memory does not grow with the archive; nothing, if there is
    no file at all.

    Members of bundles lie in ``workspace`` until the next part is asked for, what is fetched from remote storage as long as the
    caller keeps it; what lies there as it did when it came into ``warehouse`` is not fetched again. Links are not followed, except
    where a user names one. Raises UsageError.
    """
    require_paths(paths)
    roots = [(fetched(path, workspace, warehouse) if is_remote(path) else path).resolve() for path in paths]
    among = sum(1 for _ in _candidates(roots, [], []))
    refused: list[Refusal] = []
    skipped: list[str] = []
    candidates = _candidates(roots, refused, skipped)
    while part := list(islice(candidates, AT_ONCE)):
        with tempfile.TemporaryDirectory(dir=workspace) as place:
            bundles = _Bundles(Path(place), refused, skipped)
            files = [_hashed(item, refused) for one in part for item in bundles.opened(one)]
            ordered = sorted((file for file in files if file), key=lambda file: (file.name, file.path))
            yield Inbox(tuple(ordered), tuple(refused), len(skipped), among)
        refused.clear()
        skipped.clear()
    if refused or skipped:
        yield Inbox((), tuple(refused), len(skipped), among)


def _candidates(roots: Sequence[Path], refused: list[Refusal], skipped: list[str]) -> Iterator[Candidate]:
    """What lies there, each once although it may be named itself and lie in a folder that is named, too."""
    named: dict[tuple[Path, str], Candidate] = {}
    manifests: dict[Path, dict[str, Declared]] = {}
    for root in dict.fromkeys(roots):
        if not root.is_dir():
            one = _single(root, manifests)
            named[one.path, one.name] = one
    yield from named.values()
    for root in dict.fromkeys(roots):
        if root.is_dir():
            yield from (item for item in _folder(_Walk(root, {}, refused, skipped), "") if (item.path, item.name) not in named)


@dataclass(frozen=True, slots=True)
class _Bundles:
    """Opens bundles, each in a folder of its own in the workspace, in a worker process that a hostile one may kill."""

    workspace: Path
    refused: list[Refusal]
    skipped: list[str]

    def opened(self, item: Candidate) -> Iterator[Candidate]:
        """The file itself, or the members of a bundle: what a manifest declares of the bundle holds for them."""
        if not _may_be_bundle(item.path) or not is_bundle(item.path, item.name):
            yield item
            return
        folder = Path(tempfile.mkdtemp(dir=self.workspace))
        try:
            bundle = in_worker(expand, item.path, item.name, folder)
        except UnreadableFile as error:
            self.refused.append(_refusal(item.name, error))
            return
        self.refused.extend(Refusal(one.name, one.reason_code, one.reason, one.byte_size) for one in bundle.refused)
        self.skipped.extend([item.name] * bundle.skipped)
        yield from (Candidate(member.path, member.name, item.declared) for member in bundle.members)


def _may_be_bundle(path: Path) -> bool:
    """A look at the first bytes, so that other files are read once only. What cannot be opened is told when it is hashed."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    with os.fdopen(handle, "rb", buffering=0) as file, suppress(OSError):
        return file.read(len(_ZIP)) == _ZIP
    return False


def _single(path: Path, manifests: dict[Path, dict[str, Declared]]) -> Candidate:
    """A file that is named itself; its folder's manifest, read once for all its files, speaks for it too."""
    if path.parent not in manifests:
        manifests[path.parent] = read_manifest(path.parent)
    return Candidate(path, display_name(path.name), manifests[path.parent].get(path.name, Declared()))


def _folder(walk: _Walk, prefix: str) -> Iterator[Candidate]:
    """The files of one folder and, depth first, of those in it; ``prefix`` is its path from the root with a slash."""
    folder = walk.root / prefix
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        walk.refused.append(_refusal(prefix.rstrip("/"), unreadable("no_permission", error.strerror or "")))
        return
    walk.manifests[prefix] = read_manifest(folder)
    for entry in entries:
        if entry.name == MANIFEST:
            continue
        if LITTER.fullmatch(entry.name) or entry.is_symlink():
            walk.skipped.append(entry.path)
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(walk, f"{prefix}{entry.name}/")
        elif entry.is_file(follow_symlinks=False):
            name = prefix + entry.name
            yield Candidate(Path(entry.path), display_name(name), _declared(walk.manifests, name))
        else:
            walk.skipped.append(entry.path)
    del walk.manifests[prefix]


def _declared(manifests: dict[str, dict[str, Declared]], name: str) -> Declared:
    """What the nearest manifest on the way up says of the file."""
    for prefix in sorted((prefix for prefix in manifests if name.startswith(prefix)), key=len, reverse=True):
        declared = manifests[prefix].get(name.removeprefix(prefix))
        if declared:
            return declared
    return Declared()


def _hashed(item: Candidate, refused: list[Refusal]) -> SourceFile | None:
    try:
        size = item.path.stat().st_size
        return SourceFile(item.path, item.name, file_digest(item.path), size, item.declared)
    except FileNotFoundError:
        return None  # it went away after the folder was listed: it is not there now, as if it had never been
    except UnreadableFile as error:
        refused.append(_refusal(item.name, error))
    except OSError as error:
        refused.append(_refusal(item.name, unreadable("unreadable_medium", error.strerror or "")))
    return None


def _refusal(name: str, error: UnreadableFile) -> Refusal:
    return Refusal(display_name(name), error.reason_code, error.reason)
