"""Ruled tables of a PDF page: the places of the characters say which cell they belong to."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from warehouse.documents.formats.pdf_layout import Box, RuledTable
from warehouse.documents.writing import GridCell

_SNAP = 3.0
_MIN_CELLS = 3


@dataclass(frozen=True, slots=True)
class Char:
    """A character in its place; ``number`` is its place in the page's text."""

    number: int
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table by their boxes, in rows and columns.

    ``lines`` and ``borders`` part its rows and columns; ``owners`` says which cell a row and column belong to.
    """

    box: Box
    cells: tuple[tuple[GridCell, Box], ...]
    lines: tuple[float, ...]
    borders: tuple[float, ...]
    owners: dict[tuple[int, int], int]


def grid_of(boxes: Sequence[Box]) -> Grid | None:
    """The grid of a table's cells; None for frames and single columns, which are no table."""
    if len(boxes) < _MIN_CELLS:
        return None
    columns = _borders(x for box in boxes for x in (box.left, box.right))
    lines = _borders(y for box in boxes for y in (box.top, box.bottom))
    if len(columns) < 3:
        return None
    cells = tuple((_cell(box, lines, columns), box) for box in boxes)
    owners = {
        (row, column): number
        for number, (cell, _) in enumerate(cells)
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    return Grid(Box(columns[0], lines[0], columns[-1], lines[-1]), cells, lines, columns, owners)


def _borders(places: Iterable[float]) -> tuple[float, ...]:
    """Places closer than a rule is thick are one."""
    borders: list[float] = []
    for place in sorted(places):
        if not borders or place - borders[-1] > _SNAP:
            borders.append(place)
    return tuple(borders)


def _cell(box: Box, lines: tuple[float, ...], columns: tuple[float, ...]) -> GridCell:
    row, column = _nearest(lines, box.top), _nearest(columns, box.left)
    return GridCell(row, column, "", max(1, _nearest(lines, box.bottom) - row), max(1, _nearest(columns, box.right) - column))


def _nearest(borders: tuple[float, ...], place: float) -> int:
    """The border that a place was snapped to: the last one not beyond it."""
    return max(0, bisect_left(borders, place + 0.01) - 1)


def fill(grid: Grid, chars: Sequence[Char], text: str) -> tuple[RuledTable, frozenset[int]]:
    """The table with its texts, and the numbers of the characters that stand in it."""
    by_cell: dict[int, list[Char]] = {}
    taken: set[int] = set()
    for char in chars:
        x, y = (char.box.left + char.box.right) / 2, (char.box.top + char.box.bottom) / 2
        if not grid.box.holds(x, y):
            continue
        owner = grid.owners.get((_nearest(grid.lines, y), _nearest(grid.borders, x)))
        if owner is not None:
            by_cell.setdefault(owner, []).append(char)
            taken.add(char.number)
    cells = tuple(
        GridCell(cell.row, cell.column, _text(by_cell.get(place, []), box, text), cell.row_span, cell.column_span)
        for place, (cell, box) in enumerate(grid.cells)
    )
    return RuledTable(cells, grid.box, grid.borders), frozenset(taken)


def _text(chars: Sequence[Char], box: Box, text: str) -> str:
    """The text of a cell, its lines top down; a line that fills the cell's width was only cut there."""
    lines: list[list[Char]] = []
    for char in chars:
        if lines and abs(_middle(char) - _middle(lines[-1][-1])) < 0.5 * (char.box.bottom - char.box.top):
            lines[-1].append(char)
        else:
            lines.append([char])
    lines.sort(key=lambda line: line[0].box.top)
    out = ""
    for line in lines:
        out += _line_text(line, text)
        width = max(char.box.right - char.box.left for char in line)
        out += "" if box.right - line[-1].box.right < 1.6 * width + 4 else "\n"
    return out.strip()


def _middle(char: Char) -> float:
    return (char.box.top + char.box.bottom) / 2


def _line_text(line: Sequence[Char], text: str) -> str:
    """Characters with the blanks that the page's text has between them, except the narrow ones beside Chinese characters."""
    out = line[0].text
    for before, char in itertools.pairwise(line):
        between = text[before.number + 1 : char.number]
        is_blank = between.isspace() and "\n" not in between
        is_wide = char.box.left - before.box.right > 0.5 * (char.box.bottom - char.box.top) or (before.text + char.text).isascii()
        out += (" " if is_blank and is_wide else "") + char.text
    return out
