"""Commands for the clerk who reviews what was read: review, suggest-aliases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.options import DEFAULT, QuietOption, VersionOption, WarehouseOption
from flows.terminal import put, say
from warehouse.errors import UsageError


def register(app: typer.Typer) -> None:
    app.command()(review)
    app.command(name="suggest-aliases")(suggest_aliases)


def review(
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="F", help="Write the queue to this workbook, to be filled in.")] = None,
    apply: Annotated[Path | None, typer.Option("--apply", metavar="F", help="Turn a filled workbook into corrections and aliases.")] = None,
    document: Annotated[str, typer.Option("--document", metavar="D", help="Only this report: its file name or key.")] = "",
    seeds: Annotated[Path | None, typer.Option("--seeds", metavar="DIR", envvar="JIXIAO_SEEDS", help="Your seeds, for --apply.")] = None,
    warehouse: WarehouseOption = DEFAULT,
    quiet: QuietOption = False,
    version: VersionOption = False,
) -> None:
    """What nobody could read for certain, as a sheet that a clerk fills in; and the filled sheet as corrections and aliases."""
    if (xlsx is None) == (apply is None):
        raise UsageError("name one of --xlsx F (write the queue) and --apply F (take over a filled sheet)")
    lines = _write_queue(warehouse, xlsx, document) if xlsx else _take_over(apply or Path(), document, seeds)
    if not quiet:
        for line in lines:
            say(line)


def suggest_aliases(
    min_score: Annotated[float, typer.Option("--min-score", metavar="N", min=0, max=100, help="How alike two names must be.")] = 82.0,
    warehouse: WarehouseOption = DEFAULT,
    quiet: QuietOption = False,
    version: VersionOption = False,
) -> None:
    """Propose which discovered indicators mean the same, as lines to paste into your seeds. Nothing is ever merged by itself."""
    from flows.review_queue import proposals
    from warehouse.publication.escaping import terminal_text
    from warehouse.reference import load_reference
    from warehouse.settings import read_settings, require_warehouse

    settings = read_settings(warehouse)
    require_warehouse(settings)
    found = proposals(settings.warehouse, load_reference(settings.seeds), min_score)
    lines: dict[str, dict[str, None]] = {}
    for suggestion in found:
        for file, line in suggestion.lines:
            lines.setdefault(file, {})[line] = None
    if not quiet:
        for suggestion in found:
            say(f"{suggestion.score:5.1f}  {suggestion.alias} → {suggestion.indicator}  ({suggestion.why})")
        say(f"{len(found)} proposals; paste the lines that are right into {', '.join(sorted(lines)) or 'nothing'} of your seeds")
    for file in sorted(lines, reverse=True):
        # Two kinds of lines are told apart by a line that no seed would take for a row of its own.
        if len(lines) > 1:
            put([f"# {file}\n"])
        put(f"{terminal_text(line)}\n" for line in lines[file])


def _write_queue(warehouse: str, path: Path, document: str) -> list[str]:
    from flows.review_queue import review_queue
    from warehouse.publication.review_sheet import sheet_bytes
    from warehouse.reference import load_reference
    from warehouse.settings import read_settings, require_warehouse

    settings = read_settings(warehouse)
    require_warehouse(settings)
    if not path.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {path.absolute().parent}: make it, or name another place")
    queue = review_queue(settings.warehouse, document, load_reference(settings.seeds))
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(sheet_bytes(queue))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return [f"written: {path}", " · ".join(f"{sheet.name} {len(rows)}" for sheet, rows in queue.items())]


def _take_over(path: Path, document: str, seeds: Path | None) -> list[str]:
    from flows.review_answers import apply_answers
    from warehouse.publication.review_sheet import read_answers

    if document:
        raise UsageError("--document goes with --xlsx; --apply takes over every row that is filled in")
    if seeds is None:
        raise UsageError("name the folder of your seeds, with --seeds DIR or JIXIAO_SEEDS: the shipped ones are never changed")
    if seeds.exists() and not seeds.is_dir():
        raise UsageError(f"{seeds} is not a folder")
    done = apply_answers(path, read_answers(path), seeds.absolute())
    added = f"corrections {done.corrections} · aliases {done.aliases} · indicators {done.indicators}"
    lines = [f"added to {seeds}: {added}; there already {done.present}"]
    if done.kept:
        lines.append(
            f"{done.kept} rows on unclaimed numerals stay in the sheet: they change no reading, whoever improves the rules needs them"
        )
    if done.corrections or done.aliases or done.indicators:
        lines.append(f"next: JIXIAO_SEEDS={seeds} jixiao backfill")
    return lines
