"""The site's folder: what was written is kept in a list, and only what stands in it is ever taken away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

LIST = ".jixiao-site"
# A list that somebody has edited still cannot lead out of the site.
_OURS = re.compile(r"(?:[a-z]+(?:-[0-9]+)?\.html|[oir]/[0-9a-f]+\.html|data/[a-z0-9-]+\.js|assets/[a-z0-9-]+\.[a-z0-9]+)")


def write_site(folder: Path, files: Iterable[tuple[str, bytes]], write: Callable[[Path, bytes], Path]) -> Iterator[Path]:
    """Writes each file as it comes and at last drops the pages of an earlier build that this one no longer has.

    A name enters the list before its file is written, so that a build cut short leaves nothing that the next does not know of.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = _listed(folder)
    written: set[str] = set()
    with (folder / LIST).open("a", encoding="ascii", newline="\n") as listed:
        for name, content in files:
            if name not in before:
                listed.write(f"{name}\n")
                listed.flush()
            written.add(name)
            yield write(folder / name, content)
    for name in sorted(before - written):
        _drop(folder, name)
    write(folder / LIST, "".join(f"{name}\n" for name in sorted(written)).encode("ascii"))


def _listed(folder: Path) -> set[str]:
    path = folder / LIST
    if not path.is_file():
        return set()
    return {name for name in path.read_text(encoding="ascii", errors="replace").splitlines() if _OURS.fullmatch(name)}


def _drop(folder: Path, name: str) -> None:
    path = folder / name
    if path.parent.resolve().is_relative_to(folder.resolve()):
        path.unlink(missing_ok=True)
