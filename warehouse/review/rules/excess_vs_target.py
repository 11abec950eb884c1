"""An excess over the target that is not result less target.

计划新改建农村公路150公里，实际完成168.4公里，完成率112.3%，超额完成28.4公里   => raised: 168.4 - 150 = 18.4
巩固率98.9%，入学率93.5%，而年度目标分别是98.5%和92%，超出目标0.4个百分点、1.5个百分点   => nothing: each is a difference told
垃圾清运有偿服务费收缴794万元，超额完成任务94万元   => nothing: the target is not told
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from warehouse.model import Finding, Mention
from warehouse.review.amounts import interval_of
from warehouse.review.figures import Figure
from warehouse.review.interval import agrees_with_printed, percentage
from warehouse.review.reading import Reading
from warehouse.review.wording import grouped

NAME = "excess_vs_target"

_EXCESS = re.compile(
    r"(?:超额完成|超额|超出|超过|超)(?:了)?(?:全年|年度|年初|既定|预期|计划|工作)*(?:任务|目标|计划|指标){1,2}(?:数|值|量)?(?:为|了|约|达|的)*$|(?:超额完成|超额|超出)(?:了)?(?:约)?$"
)
_CUE = re.compile(r"超[^，。；]{0,14}[0-9]")
_TARGET = re.compile(r"(?:计划|任务|目标|指标)[^，。；、]{0,14}$")
_TARGET_TAIL = re.compile(r"^(?:的)?(?:年度|全年)?(?:任务|目标|计划|指标)")


def check(reading: Reading) -> Iterator[Finding]:
    for sentence in reading.sentences_with(_CUE):
        figures = reading.figures(sentence)
        for place, excess in enumerate(figures):
            if _EXCESS.search(excess.label) and excess.qualifier == "exact":
                yield from _judge(reading, figures, place)
    yield from _facts(reading)


def _facts(reading: Reading) -> Iterator[Finding]:
    """Result, target and excess of one fact, told in places apart (the target in the form, say)."""
    mentions = reading.extraction.mentions
    for fact in reading.extraction.facts:
        if not {"actual", "target", "excess"} <= fact.values.keys():
            continue
        done, target, excess = (mentions[fact.values[role]] for role in ("actual", "target", "excess"))
        if not all(mention.value_base is not None and mention.value for mention in (done, target, excess)):
            continue
        if len({mention.base_unit for mention in (done, target, excess)}) > 1 or excess.qualifier != "exact":
            continue
        if not (interval_of(done) - interval_of(target)).meets(interval_of(excess)) and target.quote != excess.quote:
            yield _fact_finding(reading, done, target, excess)


def _fact_finding(reading: Reading, done: Mention, target: Mention, excess: Mention) -> Finding:
    values = [mention.value_base or Decimal(0) for mention in (done, target, excess)]
    step = values[2] / excess.value if excess.value else Decimal(1)
    answer = grouped((values[0] - values[1]) / step) + excess.unit
    shown = [grouped(value / step) for value in values]
    message = f"“{excess.thing}”实际{shown[0]}{excess.unit}、目标{shown[1]}{excess.unit}，超额应为{answer}，报告写{shown[2]}{excess.unit}。"
    computation = f"{shown[0]} - {shown[1]} = {answer} ≠ {shown[2]}{excess.unit}"
    question = f"“{excess.thing}”的目标和超额数哪一处有误？"
    return reading.finding(NAME, "warning", message, [done.quote, target.quote, excess.quote], computation, question)


def _judge(reading: Reading, figures: Sequence[Figure], place: int) -> Iterator[Finding]:
    excess = figures[place]
    base = "%" if excess.base == "个百分点" else excess.base
    before = [figure for figure in figures[:place] if not figure.is_range]
    amounts = [figure for figure in before if figure.base == base or (excess.is_percent and not figure.is_percent)]
    if any(_gives(done, target, excess) for done, target in permutations(amounts, 2) if done.base == target.base):
        return
    near = amounts[-2:]
    targets = [figure for figure in near if _is_target(reading.flow, figure)]
    if len(near) != 2 or len(targets) != 1 or near[0].base != near[1].base or excess.start - near[0].start > 80:
        return
    target = targets[0]
    done = near[0] if near[1] is target else near[1]
    yield _finding(reading, done, target, excess)


def _is_target(flow: str, figure: Figure) -> bool:
    return bool(_TARGET.search(figure.label) or _TARGET_TAIL.match(flow[figure.end : figure.end + 6])) and not _EXCESS.search(figure.label)


def _gives(done: Figure, target: Figure, excess: Figure) -> bool:
    difference = done.interval - target.interval
    if excess.is_percent and not done.is_percent:
        return not target.interval.holds_zero and agrees_with_printed(
            percentage(difference, target.interval), excess.interval, excess.decimals
        )
    return difference.meets(excess.interval)


def _finding(reading: Reading, done: Figure, target: Figure, excess: Figure) -> Finding:
    decimals = max(done.decimals, target.decimals)
    if excess.is_percent and not done.is_percent:
        answer = grouped((done.value - target.value) / target.value * 100, max(1, excess.decimals)) + "%"
        computation = f"({done.number} - {target.number}) ÷ {target.number} = {answer} ≠ {excess.shown}"
    else:
        answer = grouped((done.value - target.value) / done.factor, decimals) + excess.unit
        computation = f"{done.number} - {target.number} = {answer} ≠ {excess.shown}"
    message = f"目标{target.shown}、实际{done.shown}，超额应为{answer}，报告写{excess.shown}。"
    quote = reading.source(min(done.start, target.start), excess.end)
    return reading.finding(NAME, "error", message, [quote], computation, f"超额{excess.shown}是怎样计算的？")
