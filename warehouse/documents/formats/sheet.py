"""From the cells of a sheet to text: rows with one text are paragraphs, runs of rows with several are tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from warehouse.documents.writing import GridCell, Writer

# A single text between rows that parts two tables: a title, the unit of what follows, a note, or prose.
_PARTS_TABLES = re.compile(
    r"\s*(?:附?表\s*[0-9一二三四五六七八九十]|.{0,40}(?:表|情况)\s*(?:[（(].*[）)])?\s*$|[（(]?(?:金额)?单位[:：]|注[:：]|说明[:：]|备注[:：])"
)
_PROSE = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name and the cells that have a text or are merged; places count from 0."""

    name: str
    cells: Sequence[GridCell]


def write_sheet(writer: Writer, sheet: Sheet) -> None:
    """Writes the paragraphs and tables of a sheet in order."""
    cells = [cell for cell in sheet.cells if cell.text.strip()]
    left = min((cell.column for cell in cells), default=0)
    rows: dict[int, list[GridCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    reached = _reached(cells)
    for is_table, block in _blocks(sorted(rows), rows, reached):
        if is_table:
            _write_table(writer, [cell for row in block for cell in rows[row]], block[0], left, sheet.name)
        else:
            for row in block:
                writer.paragraph(" ".join(cell.text for cell in sorted(rows[row], key=lambda c: c.column)))


def _write_table(writer: Writer, cells: Iterable[GridCell], top: int, left: int, name: str) -> None:
    title = "" if writer.last_line or re.fullmatch(r"(?i)(?:sheet|工作表|表)\s*[0-9]*", name) else name
    moved = [GridCell(c.row - top, c.column - left, c.text, c.row_span, c.column_span) for c in cells]
    writer.table(moved, title)


def _reached(cells: Iterable[GridCell]) -> dict[int, int]:
    """Row → how many cells merged downwards reach into it from above."""
    reached: dict[int, int] = {}
    for cell in cells:
        for row in range(cell.row + 1, cell.row + cell.row_span):
            reached[row] = reached.get(row, 0) + 1
    return reached


def _blocks(numbers: list[int], rows: dict[int, list[GridCell]], reached: dict[int, int]) -> list[tuple[bool, list[int]]]:
    """Runs of rows: (whether it is a table, the numbers of its rows)."""
    blocks: list[tuple[bool, list[int]]] = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        kinds = [(len(rows[row]) + reached.get(row, 0) > 1, row) for _, row in run]
        for is_table, block in _parted(kinds, rows):
            if is_table and len(block) < 2 and blocks and not blocks[-1][0]:
                blocks[-1][1].extend(block)
            else:
                blocks.append((is_table and len(block) > 1, block))
    return blocks


def _parted(kinds: list[tuple[bool, int]], rows: dict[int, list[GridCell]]) -> list[tuple[bool, list[int]]]:
    """One run of adjacent rows parted into tables and paragraphs; a short single text inside a table stays in it."""
    parts: list[tuple[bool, list[int]]] = []
    for place, (is_multiple, row) in enumerate(kinds):
        inside = (
            not is_multiple
            and bool(parts)
            and parts[-1][0]
            and any(later for later, _ in kinds[place + 1 :][:3])
            and not _parts_tables(rows[row][0])
        )
        is_table = is_multiple or inside
        if parts and parts[-1][0] == is_table:
            parts[-1][1].append(row)
        else:
            parts.append((is_table, [row]))
    return parts


def _parts_tables(cell: GridCell) -> bool:
    return len(cell.text) > _PROSE or bool(_PARTS_TABLES.match(cell.text))
