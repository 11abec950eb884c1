"""What a walk through the rooms came to, for the summary at its end and for the exit code."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from warehouse.publication import Published
from warehouse.quality import CheckResult


@dataclass(frozen=True, slots=True)
class Ingested:
    """Files seen in the inbox; every one of them is loaded, unchanged, forgotten or quarantined. ``skipped`` are not
    reports: links, devices, what programs leave behind. ``reasons`` are (file name, reason) of the quarantined."""

    seen: int = 0
    loaded: int = 0
    unchanged: int = 0
    forgotten: int = 0
    quarantined: int = 0
    skipped: int = 0
    reasons: tuple[tuple[str, str], ...] = ()

    def and_then(self, more: Ingested) -> Ingested:
        """Both together."""
        return Ingested(**{field.name: getattr(self, field.name) + getattr(more, field.name) for field in fields(self)})

    @property
    def is_all_unreadable(self) -> bool:
        return self.seen > 0 and self.quarantined == self.seen


@dataclass(frozen=True, slots=True)
class Refreshed:
    """All three together. ``report`` is the quality report; ``published`` is None where a failed expectation held
    publication back."""

    ingested: Ingested
    checked: CheckResult
    report: Path
    published: Published | None = None
