"""How much a single file may cost. Everything beyond is quarantined, never cut."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file. Sizes in bytes, times in seconds; ``expansion_ratio`` is expanded over packed size."""

    file_size: int = 200 * MEBIBYTE
    text_size: int = 16 * MEBIBYTE
    characters: int = 2_000_000
    seconds: float = 30.0
    memory: int = 1536 * MEBIBYTE
    expanded_size: int = 200 * MEBIBYTE
    expansion_ratio: int = 200
    ratio_matters_above: int = 8 * MEBIBYTE
    archive_depth: int = 3
    archive_members: int = 5_000
    depth: int = 200
    pages: int = 2_000
    scanned_pages: int = 60
    cells: int = 500_000


LIMITS = Limits()
