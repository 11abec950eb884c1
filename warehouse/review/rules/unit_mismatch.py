"""An amount told in another unit than the one printed: 元 in a column of 万元.

单位：万元 … 公务用车运行维护费 13.50 | 118,600.00, 合计 16.30 | 14.46   => raised: as 元 it is 11.86, and the total holds
预算640元，执行588.16万元，执行率91.90%                              => raised: the rate holds with 640万元
单位：元 … 14,260,000.00                                           => nothing
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from warehouse.model import Finding
from warehouse.review.claims import Claim, failed_claims
from warehouse.review.figures import Figure
from warehouse.review.grid import Entry, Grid, Row
from warehouse.review.interval import Interval, total
from warehouse.review.reading import Reading
from warehouse.review.unit_slip import STEPS, is_unit_slip
from warehouse.review.wording import grouped
from warehouse.text.unit import base_of

NAME = "unit_mismatch"

_MONEY = ("initial", "adjusted", "budget", "executed")
_FAR = 500


def check(reading: Reading) -> Iterator[Finding]:
    for grid in reading.grids:
        yield from _columns(reading, grid)
    yield from _captions(reading)
    for claim in failed_claims(reading):
        if is_unit_slip(claim.part, claim.whole, claim.rate):
            yield _slip(reading, claim)


def _columns(reading: Reading, grid: Grid) -> Iterator[Finding]:
    """A number thousands of times its neighbour in the row; certain if the column's total holds in the other unit."""
    for row in grid.rows:
        entries = [entry for role in _MONEY if (entry := row.entry(role)) is not None and entry.value > 0]
        for entry in entries:
            others = [other for other in entries if other is not entry]
            if not others or not all(_is_far(entry, other) for other in others) or (len(others) == 1 and entry.value < others[0].value):
                continue
            step, is_proved = _step(grid, row, entry)
            if step is not None:
                yield _column_finding(reading, grid, row, entry, step, is_proved)


def _is_far(one: Entry, other: Entry) -> bool:
    return one.value > _FAR * other.value or other.value > _FAR * one.value


def _step(grid: Grid, row: Row, entry: Entry) -> tuple[Decimal | None, bool]:
    """The step to the unit that fits, and whether the total of the column proves it."""
    whole = next((line.entry(entry.role) for line in grid.rows if line.is_total and line is not row), None)
    others = [other for line in grid.rows if line is not row and not line.is_total and (other := line.entry(entry.role)) is not None]
    if whole is not None:
        rest: Interval = total(other.interval for other in others)
        for step in STEPS[:2]:
            if (rest + entry.interval * step).widened(Decimal("0.005")).meets(whole.interval):
                return step, True
    neighbour = next((other for role in _MONEY if (other := row.entry(role)) is not None and other is not entry), None)
    if neighbour is None:
        return None, False
    return next((step for step in STEPS[:2] if neighbour.value / 5 < entry.value * step < neighbour.value * 5), None), False


def _column_finding(reading: Reading, grid: Grid, row: Row, entry: Entry, step: Decimal, is_proved: bool) -> Finding:
    shown = grouped(entry.value, entry.decimals)
    right = grouped(entry.value * step, 2)
    unit = grid.unit or "列内单位"
    proof = "按此合计成立" if is_proved else "与同行金额相称"
    message = f"表中“{row.label}”{shown}与同行、同列金额相差悬殊，疑单位误填，按{unit}计应为{right}（{proof}）。"
    question = f"“{row.label}”的{shown}以什么为单位？"
    return reading.finding(
        NAME, "error" if is_proved else "warning", message, [entry.span], f"{shown} × {step.normalize():f} = {right}", question
    )


def _captions(reading: Reading) -> Iterator[Finding]:
    """A table's totals that the prose tells, too, but in the other unit: the table's unit is wrong."""
    for grid in reading.grids:
        sums = [entry for row in grid.rows if row.is_total or "总额" in row.label for role in _MONEY if (entry := row.entry(role))]
        sums = [entry for entry in sums if len(entry.value.normalize().as_tuple().digits) >= 4 and entry.value > 0]
        if not grid.unit or len(sums) < 2:
            continue
        told, (_, factor) = reading.once(_amounts), base_of(grid.unit, reading.reference.units)
        if any((entry.interval * factor).meets(figure.interval) for entry in sums for figure in told):
            continue
        for step in STEPS[:2]:
            hits = [entry for entry in sums if any((entry.interval * (factor * step)).meets(figure.interval) for figure in told)]
            if len({entry.value for entry in hits}) >= 2:
                yield _caption_finding(reading, grid, hits)


def _amounts(reading: Reading) -> Iterator[Figure]:
    """The amounts of money that the prose tells exactly."""
    for sentence in reading.document.sentences:
        for figure in reading.figures(sentence.span):
            if figure.is_money and figure.qualifier == "exact" and figure.value:
                yield figure


def _caption_finding(reading: Reading, grid: Grid, hits: Sequence[Entry]) -> Finding:
    shown = "、".join(grouped(entry.value, entry.decimals) for entry in hits)
    message = f"表注单位为{grid.unit}，合计{shown}与正文同一金额相差一万倍，疑表的单位有误。"
    return reading.finding(NAME, "error", message, [entry.span for entry in hits], "", "该表金额的单位是什么？")


def _slip(reading: Reading, claim: Claim) -> Finding:
    rate, part, whole = claim.rate, claim.part, claim.whole
    message = f"{part.shown}与{whole.shown}相差悬殊，按{rate.shown}反推两数单位应相同，疑单位误写。"
    computation = f"{part.number} ÷ {whole.number} = {rate.shown}"
    return reading.finding(
        NAME, "error", message, [reading.source(*claim.place)], computation, f"{part.shown}、{whole.shown}的单位各是什么？"
    )
