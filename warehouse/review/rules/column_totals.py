"""The total's line of a table that is not the sum of the lines above it (rule ``sum_of_parts``).

执行数 1,233.05 / 1,372.30 / 741.00 / 301.55 / 88.54, 合计 3,763.44   => raised: they add up to 3,736.44
a line 其中：… or 一、… among the lines                              => nothing unless no reading of them adds up
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from warehouse.model import Finding
from warehouse.review.grid import Entry, Grid, Row
from warehouse.review.interval import ZERO, Interval, total
from warehouse.review.reading import Reading
from warehouse.review.rules.sum_of_parts import is_told_in_full
from warehouse.review.unit_slip import STEPS
from warehouse.review.wording import grouped

NAME = "sum_of_parts"

_MONEY = ("initial", "adjusted", "budget", "executed", "balance")
_ALL = re.compile(r"总额|合计|总计")
_REST = re.compile(r"^(?:其他|其它)")
_SUBORDINATE = re.compile(r"其中|小计|^[一二三四五六七八九十]+、|^（[一二三四五六七八九十]+）|^[0-9]+[.、]|^-|明细")


def check(reading: Reading) -> Iterator[Finding]:
    for grid in reading.grids:
        for above, line in _totals(grid.rows):
            if not any(_SUBORDINATE.search(row.label) for row in above):
                yield from _columns(reading, grid, above, line)
        for line, below in _wholes(grid.rows):
            names = [row.label.removeprefix("其中").lstrip("：:") for row in below]
            if names and (_REST.search(names[-1]) or is_told_in_full(names, reading.pack)):
                yield from _columns(reading, grid, below, line)


def _totals(rows: Sequence[Row]) -> Iterator[tuple[list[Row], Row]]:
    """Each total's line with the lines that it can sum up."""
    above: list[Row] = []
    for row in rows:
        if row.is_total:
            if len(above) >= 2:
                yield above, row
            above = []
        elif row.entries:
            above.append(row)


def _wholes(rows: Sequence[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Each line for all the money with the lines behind it, from 其中 on."""
    for place, row in enumerate(rows[:-1]):
        if _ALL.search(row.label) and rows[place + 1].label.startswith("其中"):
            below = [rows[place + 1]]
            for other in rows[place + 2 :]:
                if other.is_total or other.label.startswith("其中") or not other.entries:
                    break
                below.append(other)
            yield row, below


def _columns(reading: Reading, grid: Grid, above: list[Row], line: Row) -> Iterator[Finding]:
    for whole in line.entries:
        if whole.role not in _MONEY or whole.unit == "%":
            continue
        parts = [entry for row in above for entry in row.entries if entry.column == whole.column and entry.unit != "%"]
        if len(parts) < 2 or len(parts) < len(above) - _blanks(above, whole.column):
            continue
        if any(part.interval.is_above(whole.interval) for part in parts) and not line.is_total:
            continue  # part_exceeds_total says so
        added = total(part.interval for part in parts)
        if not added.meets(whole.interval) and not _is_slip(parts, whole.interval):
            yield _finding(reading, grid, parts, whole)


def _blanks(rows: Sequence[Row], column: int) -> int:
    """How many lines tell nothing in a column."""
    return sum(all(entry.column != column for entry in row.entries) for row in rows)


def _is_slip(parts: Sequence[Entry], whole: Interval) -> bool:
    """Whether the sum holds as soon as one part is read in another unit: then the unit is what is wrong."""
    for part in parts:
        others = total(other.interval for other in parts if other is not part)
        if part.value and any((others + part.interval * step).widened(whole.high / 1000).meets(whole) for step in STEPS):
            return True
    return False


def _finding(reading: Reading, grid: Grid, parts: list[Entry], whole: Entry) -> Finding:
    answer = grouped(sum((part.value for part in parts), ZERO), max(part.decimals for part in parts))
    shown = "+".join(grouped(part.value, part.decimals) for part in parts)
    printed = grouped(whole.value, whole.decimals)
    header = grid.headers.get(whole.column, "")
    message = f"表中“{header}”各行之和为{answer}{grid.unit}，合计行写{printed}{grid.unit}，不符{_hint(answer, printed)}。"
    question = f"“{header}”的合计{printed}与各行哪一处有误？"
    return reading.finding(
        NAME,
        "error",
        message,
        [whole.span, *(part.span for part in parts)],
        f"{shown.replace('+', ' + ')} = {answer} ≠ {printed}",
        question,
    )


def _hint(right: str, printed: str) -> str:
    """Where the same digits stand in another order, two were probably swapped."""
    return "（疑数字颠倒）" if sorted(right) == sorted(printed) else ""
