"""A table as a grid: merged cells reach over all that they cover."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from warehouse.model import Cell, Table
from warehouse.text.flow import normalise

_BLANK = re.compile(r"\s+")
_IN_BRACKETS = re.compile(r"（[^（）]*）")
_MONEY_UNIT = re.compile(r"(?:单位)?[：:（(]?\s*(?:金额)?(?:单位)?[：:]?\s*(?:人民币)?(?P<unit>亿元|万元|千元|百元|元)(?![\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a grid: ``cells`` maps a column to the cell that covers it, ``own`` to those that begin in this row."""

    number: int
    cells: Mapping[int, Cell]
    own: Mapping[int, Cell]


def grid(table: Table) -> tuple[Line, ...]:
    """The rows of a table, top down."""
    covering: dict[int, dict[int, Cell]] = {}
    own: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        own.setdefault(cell.row, {})[cell.column] = cell
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                covering.setdefault(row, {}).setdefault(column, cell)
    return tuple(Line(row, dict(sorted(covering[row].items())), own.get(row, {})) for row in sorted(covering))


def bare(text: str) -> str:
    """A cell's words as they are compared: folded, without blanks."""
    return _BLANK.sub("", normalise(text))


def without_brackets(text: str) -> str:
    return _IN_BRACKETS.sub("", text)


def money_unit_in(text: str) -> str:
    """The unit of money that a heading names (单位：万元; 预算资金（万元）); empty where it names none."""
    units = [match.group("unit") for match in _MONEY_UNIT.finditer(normalise(text))]
    return units[-1] if units else ""
