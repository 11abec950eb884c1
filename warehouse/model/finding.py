"""What is wrong or doubtful in a report, as the room of review sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from warehouse.model.span import Span

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in one report. ``message`` and ``question`` are Chinese, for the reader; ``quotes`` lie in
    ``Document.text``. error: certain by the text or by arithmetic beyond rounding; warning: a reviewer should ask;
    note: style."""

    rule: str
    severity: Severity
    message: str
    quotes: tuple[Span, ...]
    computation: str = ""
    question: str = ""
