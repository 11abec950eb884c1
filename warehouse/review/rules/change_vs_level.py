"""A change that is not the difference of the levels told, or a growth that is not the change over the level before.

一审服判息诉率91.6%，较上年的89.9%提高2.7个百分点            => raised: 91.6 - 89.9 = 1.7
支出15.36万元，比上年减少2.14万元，下降12.2%                 => nothing: 2.14 ÷ 17.50 = 12.2%
学科类机构由31家压减到2家，压减率93.5%                       => nothing: 29 ÷ 31
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise

from warehouse.model import Finding, Mention
from warehouse.review.amounts import interval_of
from warehouse.review.figures import Figure
from warehouse.review.interval import Interval, agrees_with_printed, percentage
from warehouse.review.reading import Reading
from warehouse.review.wording import grouped

NAME = "change_vs_level"

_UP = r"(?:提高|增加|上升|增长|提升|净增|增|多|扩大|上涨)"
_DOWN = r"(?:减少|下降|降低|压减|缩减|净减|减|少|缩短|压缩|回落)"
_FILLER = r"(?:了|到|约|近|幅度?为|率为?|率达|为|共|：)*$"
_BEFORE = r"(?:较|比|与)(?:上年度?|去年|上一年度?|20[0-9]{2}年度?|(?:年初)?预算数?|年初计划)(?:同期|末|底)?(?:的|相比的?)?"
_CUE = re.compile(
    r"(?:总量|总额)(?:增加|减少)|[较比与](?:上年|去年|上一年|20[0-9]{2}年|预算|年初)|，同比[^，。；]{1,8}[0-9]|由[^，。；0-9]{0,6}[0-9]"
)
# The change right behind the level before: 较上年的89.9%提高.
_CHANGE_BEHIND = re.compile(rf"^(?:相比)?，?(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_FILLER}")
_LEVEL_BEFORE = re.compile(rf"(?:^|[，；、]|[\u4e00-\u9fff]){_BEFORE}$")
# The change right behind the level: ，比上年增加.
_CHANGE_OF_LEVEL = re.compile(rf"^，?(?:同比|{_BEFORE})(?:净)?(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_FILLER}")
_GROWTH = re.compile(rf"^，?(?:同比)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了)?(?:约)?$")
_FROM = re.compile(r"由(?:上年|去年|原来|年初|20[0-9]{2}年)?(?:末|底|同期)?的?$")
_TO = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,6}?)(?P<verb>增加|增长|提高|提升|上升|扩大|减少|下降|降低|压减|缩减|缩短|压缩|降|升|增|减)(?:到|至|为)(?:了)?$"
)
# Spending as a whole; 基本支出 and other kinds of it have levels of their own.
_ACCOUNT = re.compile(
    rf"(?:^|[，；。、]|总|全年|年度|部门|整体|本年|全部)(?:支出|执行数|决算)(?:总量|总额|合计|数)?(?:同比|{_BEFORE})?(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_FILLER}"
)
_RATE_OF_CHANGE = re.compile(rf"^，?(?:[\u4e00-\u9fff]{{0,4}})(?:{_UP}|{_DOWN})(?:率|幅|幅度|了)?(?:为|达|约)*$")
_MOST_LEVELS = 12
_BRACKET = re.compile(r"^（(?:上年|去年|20[0-9]{2}年度?)(?:同期)?(?:为|是|的)?$")


@dataclass(frozen=True, slots=True)
class _Claim:
    """What should hold: ``right`` against the printed ``shown``; ``line`` is the computation, ``answer`` the right value."""

    right: Interval
    shown: Figure
    line: str
    answer: str
    first: Figure


def check(reading: Reading) -> Iterator[Finding]:
    for sentence in reading.sentences_with(_CUE):
        figures = [figure for figure in reading.figures(sentence) if not figure.is_range]
        for claim in _claims(figures):
            shown = claim.shown
            if reading.flow.startswith("的", shown.end):
                continue  # 同比增长7.1%的是…: told of something else
            scale = 1 / shown.factor  # compared in the unit as printed
            if not agrees_with_printed(claim.right * scale, shown.interval * scale, shown.decimals):
                yield _finding(reading, claim)
        yield from _of_account(reading, figures)


def _of_account(reading: Reading, figures: Sequence[Figure]) -> Iterator[Finding]:
    """支出总量增加1,386.20万元，增长5.84%: against the whole body's spending, which stands in another sentence."""
    told = reading.once(_levels_of_account)
    for change, growth in pairwise(figures):
        match = _ACCOUNT.search(change.label)
        if match is None or not change.is_money or not growth.is_percent or not _GROWTH.match(growth.label):
            continue
        levels = [interval_of(mention) for mention in told] + [figure.interval for figure in figures if figure.is_money]
        priors = [level - change.interval if match["up"] else level + change.interval for level in levels]
        right = [percentage(change.interval, prior) for prior in (*priors, *levels) if not prior.holds_zero]
        if told and not any(agrees_with_printed(value, growth.interval, growth.decimals) for value in right):
            level = told[0].value_base or Decimal(0)
            prior = level - change.value if match["up"] else level + change.value
            answer = grouped(change.value / prior * 100, max(1, growth.decimals)) + "%" if prior else ""
            base = grouped(prior / change.factor, change.decimals)
            line = f"{change.number} ÷ {base} = {answer} ≠ {growth.shown}"
            message = f"按全年支出推算，{'增长' if match['up'] else '下降'}应为{answer}，报告写{growth.shown}，与变动额{change.shown}不符。"
            quote = reading.source(change.start, growth.end)
            yield reading.finding(NAME, "warning", message, [quote], line, f"{growth.shown}按哪一个上年数计算？")


def _levels_of_account(reading: Reading) -> Iterator[Mention]:
    """What the whole body spent in the year, as the report first tells it."""
    year = str(reading.extraction.identity.fiscal_year or "")
    spent = (m for m in reading.mentions("budget", "executed") if m.scope == "overall" and m.value_base and m.period in ("", year))
    return islice(spent, _MOST_LEVELS)


def _claims(figures: Sequence[Figure]) -> Iterator[_Claim]:
    for place, figure in enumerate(figures):
        behind = figures[place + 1 : place + 4]
        before = figures[place - 1] if place else None
        if _LEVEL_BEFORE.search(figure.label):
            yield from _with_level_before(before, figure, behind)
        elif _FROM.search(figure.label) and behind and behind[0].base == figure.base and _TO.match(behind[0].label):
            yield from _from_to(figure, behind)
        elif behind and _CHANGE_OF_LEVEL.match(behind[0].label):
            yield from _with_level(figure, behind)


def _with_level_before(level: Figure | None, prior: Figure, behind: Sequence[Figure]) -> Iterator[_Claim]:
    """[level，]较上年的 prior 提高 change[，增长 growth]."""
    match = _CHANGE_BEHIND.match(behind[0].label) if behind else None
    if match is None:
        return
    change, sign = behind[0], 1 if match["up"] else -1
    if change.is_percent and not prior.is_percent:
        yield from _growth_of_levels(level, prior, change, sign)
        return
    if not _is_change_of(change, prior):
        return
    if level is not None and level.base == prior.base and _is_close(prior):
        yield _difference(level, prior, change, sign)
    yield from _growth(change, prior, behind[1:2], prior)


def _growth_of_levels(level: Figure | None, prior: Figure, growth: Figure, sign: int) -> Iterator[_Claim]:
    if level is not None and level.base == prior.base and _is_close(prior) and not prior.interval.holds_zero:
        yield _relative(level, prior, growth, sign)


def _from_to(prior: Figure, behind: Sequence[Figure]) -> Iterator[_Claim]:
    """由 prior 压减到 level，压减率 growth / 减少 change."""
    level = behind[0]
    if len(behind) < 2:
        return
    told = behind[1]
    sign = 1 if level.value >= prior.value else -1
    if told.is_percent and not level.is_percent and _RATE_OF_CHANGE.match(told.label) and not prior.interval.holds_zero:
        yield _relative(level, prior, told, sign)
    elif _is_change_of(told, level) and _GROWTH.match(told.label):
        yield _difference(level, prior, told, sign)


def _with_level(level: Figure, behind: Sequence[Figure]) -> Iterator[_Claim]:
    """level，比上年增加 change，增长 growth; level，比上年提高 change（2022年为 prior）."""
    change = behind[0]
    match = _CHANGE_OF_LEVEL.match(change.label)
    if match is None or not _is_change_of(change, level):
        return
    sign = 1 if match["up"] else -1
    if len(behind) > 1 and behind[1].base == level.base and _BRACKET.match(behind[1].label):
        yield _difference(level, behind[1], change, sign)
    elif level.base == change.base:
        prior = level.interval - change.interval if sign > 0 else level.interval + change.interval
        yield from _growth(change, level, behind[1:2], None, prior, sign)


def _growth(
    change: Figure, first: Figure, behind: Sequence[Figure], prior: Figure | None, before: Interval | None = None, sign: int = 1
) -> Iterator[_Claim]:
    """The growth told right behind a change must be the change over the level before."""
    base = prior.interval if prior else before
    if not behind or base is None or base.holds_zero or not behind[0].is_percent or change.is_percent or not _GROWTH.match(behind[0].label):
        return
    growth = behind[0]
    value = change.value / (prior.value if prior else first.value - sign * change.value) * 100
    answer = grouped(value, max(1, growth.decimals)) + "%"
    whole = prior.number if prior else f"({first.number} {'-' if sign > 0 else '+'} {change.number})"
    yield _Claim(percentage(change.interval, base), growth, f"{change.number} ÷ {whole} = {answer} ≠ {growth.shown}", answer, first)


def _difference(level: Figure, prior: Figure, change: Figure, sign: int) -> _Claim:
    larger, smaller = (level, prior) if sign > 0 else (prior, level)
    answer = grouped((larger.value - smaller.value) / level.factor, max(level.decimals, prior.decimals)) + change.unit
    line = f"{larger.number} - {smaller.number} = {answer} ≠ {change.shown}"
    return _Claim(larger.interval - smaller.interval, change, line, answer, min(level, prior, key=lambda figure: figure.start))


def _relative(level: Figure, prior: Figure, growth: Figure, sign: int) -> _Claim:
    gap = level.interval - prior.interval if sign > 0 else prior.interval - level.interval
    answer = grouped(abs(level.value - prior.value) / prior.value * 100, max(1, growth.decimals)) + "%"
    larger, smaller = (level, prior) if sign > 0 else (prior, level)
    line = f"({larger.number} - {smaller.number}) ÷ {prior.number} = {answer} ≠ {growth.shown}"
    return _Claim(percentage(gap, prior.interval), growth, line, answer, min(level, prior, key=lambda figure: figure.start))


def _is_change_of(change: Figure, level: Figure) -> bool:
    """Whether a change is told in the level's unit; of a percentage, in points."""
    return change.base == ("个百分点" if level.is_percent else level.base)


def _is_close(prior: Figure) -> bool:
    """Whether nothing but the comparison stands between the level and the level before."""
    return len(prior.label) <= 16 and "。" not in prior.label and "；" not in prior.label


def _finding(reading: Reading, claim: _Claim) -> Finding:
    quote = reading.source(claim.first.start, claim.shown.end)
    message = f"按所列数字计算应为{claim.answer}，报告写{claim.shown.shown}，变动数与水平数不符。"
    question = f"{claim.shown.shown}与前后两个水平数哪一处有误？"
    return reading.finding(NAME, "error", message, [quote], claim.line, question)
