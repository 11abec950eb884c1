"""Rates in prose with the amounts that their sentence tells them of.

A rate holds as soon as any two amounts near it give it. Only where none do, and the sentence says which amounts are meant,
is it a claim that fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from warehouse.model import Severity, Span
from warehouse.review.figures import Figure
from warehouse.review.interval import Interval, agrees_with_printed, percentage
from warehouse.review.reading import Reading

_RATE = re.compile(r"(?:[率的占为达到约计比重是仅均共：额金]|[0-9]%[、和])[0-9][0-9.]*%")
_CHANGE = re.compile(r"增|升|降|减|提高|回落|下滑|同比|环比|比上年|较上年|比去年|较去年|高于|低于|超|涨|压缩|幅")
_MARK = re.compile(r"[，。；：]")
_FILLER = r"(?:分别|达到?|为|是|约|仅|均|共|计|数|：|、|资金|总额|金额)*$"
_EXECUTION = re.compile(r"(?:执行率|支出率|支付率|使用率|预算完成率|支出进度|执行进度|资金完成率|决算率)" + _FILLER)
_OF_BUDGET = re.compile(r"(?:完成|占|为|达|达到|相当于)[^，。；]{0,8}?(?:预算|批复)[^，。；]{0,6}?的?(?:比例|比重)?" + _FILLER)
_COMPLETION = re.compile(
    r"(?:(?:完成|达到?|为|占|是)[^，。；、]{0,12}?(?:任务|目标|计划|指标)[^，。；、]{0,4}?的|完成率|达成率|完成比例)" + _FILLER
)
_TARGET_LABEL = re.compile(r"(?:计划|任务|目标|指标)[^，。；、]{0,12}$")
_TARGET_BEFORE = re.compile(r"(?:计划|任务|目标|指标)(?:数|值|量|为|是|约|：|（)*$")
_OF_TARGET = re.compile(r"^）?的(?:约)?$")
_SPENT = re.compile(r"(?:支出|执行|支付|使用|拨付|决算|支用|列支|完成)[^，。；、]{0,6}$")
_GIVEN = re.compile(r"(?:预算|安排|批复|下达|核定|资金|调整为|调减为|调增为|经费)[^，。；、]{0,8}$")
_OF_NAMED = re.compile(r"^，?占(?:到|了)?(?:其|全部|项目)?(?P<whole>[\u4e00-\u9fff“”]{2,12})的(?:比例|比重)?(?:为|达|约)*$")
_AS_BUDGET = re.compile(r"预算(?:安排|数|额|总额)?(?:为|是|共|约|：)*$")
_NAMED_RATE = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,8}?)率" + _FILLER)
_MOST_AMOUNTS = 14


@dataclass(frozen=True, slots=True)
class Claim:
    """A rate that its ``part`` and ``whole``, and no other two amounts near it, give."""

    rate: Figure
    part: Figure
    whole: Figure
    severity: Severity


def failed_claims(reading: Reading) -> tuple[Claim, ...]:
    """The rates of the prose that do not hold."""
    return reading.once(_failed)


def _failed(reading: Reading) -> tuple[Claim, ...]:
    return tuple(claim for span in reading.sentences_with(_RATE) for claim in _in_sentence(reading, span))


def _in_sentence(reading: Reading, span: Span) -> Iterator[Claim]:
    figures = reading.figures(span)
    for place, rate in enumerate(figures):
        if not rate.is_percent or rate.is_range or _CHANGE.search(_clause(rate.label)) or rate.qualifier in ("at_least", "at_most"):
            continue
        claim = _claim(figures, place)
        if claim is None or claim.whole.interval.holds_zero or _gives(claim.part.interval, claim.whole.interval, rate):
            continue
        if not _is_explained(rate, figures, reading, span):
            yield claim


def _clause(label: str) -> str:
    """The words since the last clause mark."""
    return _MARK.split(label)[-1] or label


def _claim(figures: tuple[Figure, ...], place: int) -> Claim | None:
    """The part and the whole that a rate is told of; None where the sentence does not say."""
    rate = figures[place]
    clause = _clause(rate.label)
    before = [figure for figure in figures[:place] if not figure.is_range]
    if _EXECUTION.search(clause) or _OF_BUDGET.search(clause):
        return _account(rate, before) if len(_MARK.findall(rate.label)) <= 1 else None
    if of_named := _OF_NAMED.search(clause):
        return _part_of(rate, before, of_named["whole"])
    if _OF_TARGET.search(rate.label) or _COMPLETION.search(clause):
        return _completion(rate, before, figures[place + 1 : place + 2])
    named = _NAMED_RATE.search(clause)
    return _share(rate, before, named["stem"]) if named else None


def _account(rate: Figure, before: list[Figure]) -> Claim | None:
    """Spent and given: the nearest amounts so called, with nothing but money between them and the rate."""
    near = _money_run(before)
    spent = next((figure for figure in reversed(near) if _is_spent(_clause(figure.label))), None)
    given = next((figure for figure in reversed(near) if figure is not spent and _is_given(_clause(figure.label))), None)
    if spent is None or given is None or (spent.start < given.start and len(near) > 2):
        return None
    return Claim(rate, spent, given, "error")


def _is_given(clause: str) -> bool:
    return _GIVEN.search(clause) is not None and not _is_spent(clause)


def _is_spent(clause: str) -> bool:
    """支出 and 执行 are spent, 支出预算 is not."""
    return _SPENT.search(clause) is not None and _AS_BUDGET.search(clause) is None


def _money_run(before: list[Figure]) -> list[Figure]:
    """The last figures in a row that are amounts of money."""
    run: list[Figure] = []
    for figure in reversed(before):
        if not figure.is_money:
            break
        run.append(figure)
    return run[::-1]


def _completion(rate: Figure, before: list[Figure], behind: tuple[Figure, ...]) -> Claim | None:
    """What was done and what was asked: two figures of one unit, one of them called a target."""
    near = [figure for figure in [*before[-2:], *_bracketed(behind)] if not figure.is_percent]
    targets = [figure for figure in near if _TARGET_BEFORE.search(figure.label) or _TARGET_LABEL.search(_clause(figure.label))]
    if len(targets) != 1:
        return None
    done = [figure for figure in near if figure is not targets[0] and figure.base == targets[0].base]
    return Claim(rate, done[0], targets[0], "error") if len(done) == 1 else None


def _bracketed(behind: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """A target told in brackets right behind the rate: 为年度任务的121.3%（任务数80辆）."""
    return behind if behind and re.match(r"^（[^，。；）]{0,6}(?:任务|目标|计划)", behind[0].label) else ()


def _part_of(rate: Figure, before: list[Figure], name: str) -> Claim | None:
    """A总额1,286.35万元，…1,102.40万元，占A总额的85.7%: the figure that bears the whole's name, and the one right before the rate."""
    wholes = [figure for figure in before if name in figure.label]
    if not wholes or not before or before[-1] is wholes[-1] or before[-1].base != wholes[-1].base:
        return None
    return Claim(rate, before[-1], wholes[-1], "error" if len(before) == 2 else "warning")


def _share(rate: Figure, before: list[Figure], stem: str) -> Claim | None:
    """发出18份，收到反馈17份，反馈率94.4%: the two counts right before, the latter told by the rate's own verb."""
    if len(before) < 2 or before[-1].base != before[-2].base or before[-1].is_percent:
        return None
    whole, part = before[-2], before[-1]
    if not set(stem[-2:]) <= set(part.label) or "。" in part.label or "；" in part.label or part.interval.is_above(whole.interval):
        return None
    return Claim(rate, part, whole, "warning")


def _is_explained(rate: Figure, figures: tuple[Figure, ...], reading: Reading, span: Span) -> bool:
    """Whether any two amounts of the sentence (for exact rates: and of the one before) give the rate or its rest to 100."""
    amounts = [figure for figure in figures if not figure.is_percent]
    previous = reading.previous_sentence(span.start)
    if previous and rate.decimals:
        amounts = [*(figure for figure in reading.figures(previous) if not figure.is_percent), *amounts]
    told = [(figure.interval, figure.base) for figure in amounts[-_MOST_AMOUNTS:]]
    return any(base == other and _gives(part, whole, rate) for (part, base), (whole, other) in permutations(told, 2))


def _gives(part: Interval, whole: Interval, rate: Figure) -> bool:
    if whole.holds_zero:
        return False
    share = percentage(part, whole)
    rest = Interval(100 - share.high, 100 - share.low)
    return any(agrees_with_printed(computed, rate.interval, rate.decimals) for computed in (share, rest))
