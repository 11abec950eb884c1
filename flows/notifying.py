"""Telling somebody that publication was held back: the command that ``JIXIAO_ON_HELD`` names, with the reasons on standard input."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

from flows.terminal import say
from warehouse.settings import Settings

SECONDS = 60


def notify_held(settings: Settings, reasons: Sequence[str], report: Path | None = None) -> None:
    """Runs the command of ``settings.on_held``, if any, with JSON on its standard input: event, warehouse, reasons, report.

    A command that fails is told and never ends the run: what was published stays either way.
    """
    if not settings.on_held:
        return
    message = {
        "event": "publication_held",
        "warehouse": str(settings.warehouse),
        "reasons": list(reasons),
        "report": str(report) if report else None,
    }
    try:
        told = json.dumps(message, ensure_ascii=False)
        subprocess.run(shlex.split(settings.on_held), input=told, text=True, encoding="utf-8", timeout=SECONDS, check=True)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        say(f"jixiao: the command of JIXIAO_ON_HELD did not do its work: {error}")
