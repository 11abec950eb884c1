"""A part that is larger than the whole it is told of.

受理投诉86件，其中办结96件                        => raised
特种设备28,416台，其中电梯1.53万台                 => nothing
支出15.36万元，比上年减少2.14万元，其中公务接待费4.08万元   => nothing: the whole is the 15.36, not the change
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warehouse.model import Finding
from warehouse.review.figures import Figure
from warehouse.review.grid import Grid, Row
from warehouse.review.parts import Parts, lists_of_parts
from warehouse.review.reading import Reading
from warehouse.review.unit_slip import step_between
from warehouse.review.wording import grouped

NAME = "part_exceeds_total"

# Only under a line for all the money do the lines behind 其中 tell parts, too.
_WHOLE = re.compile(r"总额|合计|总计|总预算|资金总")


def check(reading: Reading) -> Iterator[Finding]:
    for parts in lists_of_parts(reading):
        if parts.totals and not parts.is_total_behind and not parts.is_closed:
            yield from _list(reading, parts)
    for grid in reading.grids:
        yield from _grid(reading, grid)


def _list(reading: Reading, parts: Parts) -> Iterator[Finding]:
    """Every part against the largest figure that can be the whole."""
    whole = max(parts.totals, key=lambda figure: figure.value)
    if any(figure.qualifier in ("at_least", "at_most") for figure in parts.totals):
        return
    # Joined by commas, what follows the first part may be another statement.
    for part in parts.parts if parts.joint == "、" else parts.parts[:1]:
        if part.interval.is_above(whole.interval) and part.qualifier not in ("at_least", "at_most"):
            yield _finding(reading, part, whole)


def _finding(reading: Reading, part: Figure, whole: Figure) -> Finding:
    message = f"其中数{part.shown}大于总数{whole.shown}。"
    quote = reading.source(whole.start, part.end)
    question = f"{whole.shown}与其中的{part.shown}哪一处有误？"
    return reading.finding(NAME, "error", message, [quote], f"{part.shown} > {whole.shown}", question)


def _grid(reading: Reading, grid: Grid) -> Iterator[Finding]:
    """Rows under a line of the whole, the first of them called 其中."""
    whole: Row | None = None
    for place, row in enumerate(grid.rows):
        if row.label.startswith("其中"):
            whole = grid.rows[place - 1] if place else None
        elif whole is not None and not _WHOLE.search(whole.label):
            whole = None
        if whole is None or row.is_total:
            continue
        for role in ("initial", "adjusted", "budget", "executed"):
            part, total = row.entry(role), whole.entry(role)
            if part and total and part.interval.is_above(total.interval) and step_between(part.interval, total.interval) is None:
                shown, printed = grouped(part.value, part.decimals), grouped(total.value, total.decimals)
                message = f"表中“{row.label}”{shown}大于“{whole.label}”{printed}。"
                question = f"“{row.label}”的数额和单位是否有误？"
                yield reading.finding(NAME, "error", message, [total.span, part.span], f"{shown} > {printed}", question)
