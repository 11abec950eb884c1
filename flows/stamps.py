"""What was fetched from object storage before: size and time of each object, and the content that it had.

A help to ask for less, never the ledger: whatever is taken instead of being fetched is hashed as any file is.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from warehouse.store import original_path


class Stamp(NamedTuple):
    """An object as it was: bytes, time of its change (nanoseconds since 1970), SHA-256 of its content."""

    size: int
    changed_ns: int
    digest: str


def read_stamps(warehouse: Path | None) -> dict[str, Stamp]:
    """By address; none where nothing was fetched, or what was written then cannot be read."""
    if warehouse is None:
        return {}
    try:
        said = json.loads(_file(warehouse).read_text(encoding="utf-8"))
        return {name: Stamp(*stamp) for name, stamp in said.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write_stamps(warehouse: Path | None, stamps: Mapping[str, Stamp]) -> None:
    """Beside the warehouse, in one step; nothing to do where nothing is new."""
    if warehouse is None or stamps == read_stamps(warehouse):
        return
    beside = _file(warehouse).with_suffix(f".{os.getpid()}")
    beside.write_text(json.dumps(stamps, ensure_ascii=False, indent=0), encoding="utf-8")
    beside.replace(_file(warehouse))


def taken(warehouse: Path, digest: str, target: Path) -> bool:
    """Puts the original of this content at the target; False where none is kept, as of what was refused or withdrawn."""
    original = original_path(warehouse, digest)
    if not original.is_file():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(original, target)
    except OSError:  # on another disk
        shutil.copyfile(original, target)
    return True


def _file(warehouse: Path) -> Path:
    return warehouse.with_name(warehouse.name + ".fetched.json")
