"""A printed rate that its own amounts do not give.

    全年预算640万元，执行588.16万元，执行率93.90%            => raised: 588.16 ÷ 640 = 91.90%
    占调整后预算的88.53%、占年初批复数的83.47%               => nothing: each rate fits one of the amounts told
    完成无偿献血宣传活动12场，组织发动1628人次参与，完成全年任务指标的113%   => nothing: the task is not told

A rate holds as soon as any two amounts near it give it. Only where none do, and the sentence says which amounts are meant,
is it raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warehouse.model import Finding
from warehouse.review.claims import Claim, failed_claims
from warehouse.review.grid import Entry, Grid, Row, cover
from warehouse.review.interval import agrees_with_printed, percentage
from warehouse.review.reading import Reading
from warehouse.review.unit_slip import is_unit_slip
from warehouse.review.wording import per_cent

NAME = "rate_vs_amounts"


def check(reading: Reading) -> Iterator[Finding]:
    for claim in failed_claims(reading):
        if not is_unit_slip(claim.part, claim.whole, claim.rate):
            yield _finding(reading, claim)
    for grid in reading.grids:
        if grid.has("rate"):
            yield from _in_grid(reading, grid)


def _finding(reading: Reading, claim: Claim) -> Finding:
    rate, part, whole = claim.rate, claim.part, claim.whole
    right = per_cent(part.value, whole.value, max(rate.decimals, 2))
    message = f"{part.shown}÷{whole.shown}={right}，报告写{rate.shown}，比率与金额（数量）不符。"
    question = f"{rate.shown}是按什么口径计算的？分子、分母各是多少？"
    quote = reading.source(*claim.place)
    return reading.finding(NAME, claim.severity, message, [quote], f"{part.number} ÷ {whole.number} = {right} ≠ {rate.shown}", question)


def _in_grid(reading: Reading, grid: Grid) -> Iterator[Finding]:
    for row in grid.rows:
        rate = row.entry("rate")
        if rate is None or re.search(r"占|比重|比例", grid.headers.get(rate.column, "")):
            continue
        pairs = list(_row_pairs(row))
        fits = [pair for pair in pairs if agrees_with_printed(percentage(pair[0].interval, pair[1].interval), rate.interval, rate.decimals)]
        if pairs and not fits and not any(_is_row_slip(part, whole) for part, whole in pairs):
            yield _row_finding(reading, row, rate, *pairs[0])


def _row_pairs(row: Row) -> Iterator[tuple[Entry, Entry]]:
    """The amounts of a row whose quotient its rate can be."""
    for part_role, whole_roles in (("executed", ("adjusted", "budget", "initial")), ("actual", ("target",))):
        part = row.entry(part_role)
        for role in whole_roles:
            whole = row.entry(role)
            if part and whole and not whole.interval.holds_zero and part.unit == whole.unit:
                yield part, whole


def _is_row_slip(part: Entry, whole: Entry) -> bool:
    return part.value != 0 and not (1 <= part.value / whole.value * 1000 <= 10**6)


def _row_finding(reading: Reading, row: Row, rate: Entry, part: Entry, whole: Entry) -> Finding:
    right = per_cent(part.value, whole.value, max(rate.decimals, 2))
    message = f"表中“{row.label}”一行：{part.number}÷{whole.number}={right}，所列比率为{rate.number}%，不符。"
    computation = f"{part.number} ÷ {whole.number} = {right} ≠ {rate.number}%"
    return reading.finding(NAME, "error", message, [cover((part, whole, rate))], computation, f"“{row.label}”的比率按什么口径计算？")
