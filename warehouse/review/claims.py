"""Rates in prose with the amounts that their sentence tells them of.

A rate holds as soon as any two amounts near it give it. Only where none do, and the sentence says which amounts are meant,
is it a claim that fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from warehouse.model import Severity, Span
from warehouse.review.figures import Figure
from warehouse.review.interval import Interval, agrees_with_printed, percentage
from warehouse.review.reading import Reading

_RATE = re.compile(r"[率的占为达到约计比重是仅均共：额金][0-9][0-9.]*%")
_CHANGE = re.compile(r"增|升|降|(?<!审)减|提高|回落|下滑|同比|环比|比上年|较上年|比去年|较去年|高于|低于|超|涨|压缩|幅")
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
_KINDS_OF_BUDGET = (("年初", "年初"), ("调整", "调整|调减|调增"))
_BALANCE = re.compile(r"结余|结转|剩余|未支")
# A rate of what is left; verbs that close a case by other names: 审结 … 结案率.
_REST = re.compile(r"未|不|结余|结转|剩余|差|下降|压|减|节")
_LATELY = re.compile(r"(?:当年|全年|年内|实际|已|共|累计|均)+$")
_CLOSED = frozenset({"结案", "办结", "审结"})
_MOST_AMOUNTS = 14
_REACH = 20
_LOOSE = Decimal(1)
_HALF = 0.499


@dataclass(frozen=True, slots=True)
class Claim:
    """A rate that its ``part`` and ``whole``, and no other two amounts near it, give."""

    rate: Figure
    part: Figure
    whole: Figure
    severity: Severity

    @property
    def place(self) -> tuple[int, int]:
        """From the first to the last of its figures in the flow."""
        figures = (self.rate, self.part, self.whole)
        return min(figure.start for figure in figures), max(figure.end for figure in figures)


def failed_claims(reading: Reading) -> tuple[Claim, ...]:
    """The rates of the prose that do not hold."""
    return reading.once(_failed)


def _failed(reading: Reading) -> Iterator[Claim]:
    for span in reading.sentences_with(_RATE):
        yield from _in_sentence(reading, span)


def _in_sentence(reading: Reading, span: Span) -> Iterator[Claim]:
    figures = reading.figures(span)
    for place, rate in enumerate(figures):
        if not rate.is_percent or rate.is_range or not rate.is_bounded or _CHANGE.search(_clause(rate.label)):
            continue
        first = max(0, place - _REACH)
        near = figures[first : place + 4]
        claim = _claim(reading, span, near, place - first)
        if (
            claim is None
            or _plainly_gives(claim)
            or claim.whole.interval.holds_zero
            or _gives(claim.part.interval, claim.whole.interval, rate)
        ):
            continue
        if not _is_explained(claim, near, reading, span):
            yield claim


def _plainly_gives(claim: Claim) -> bool:
    """Whether the printed numbers themselves give the rate as printed: a quick yes for most; no is left to the intervals."""
    part, whole = float(claim.part.value), float(claim.whole.value)
    return whole > 0 and abs(part / whole * 100 - float(claim.rate.text)) * 10**claim.rate.decimals < _HALF


def _clause(label: str) -> str:
    """The words since the last clause mark."""
    return _MARK.split(label)[-1] or label


def _claim(reading: Reading, span: Span, figures: tuple[Figure, ...], place: int) -> Claim | None:
    """The part and the whole that a rate is told of; None where the sentence does not say."""
    rate = figures[place]
    clause = _clause(rate.label)
    before = [figure for figure in figures[:place] if not figure.is_range and figure.is_bounded]
    if _EXECUTION.search(clause) or (_OF_BUDGET.search(clause) and any(_is_given(_clause(figure.label)) for figure in before)):
        return _account(rate, before) if len(_MARK.findall(rate.label)) <= 1 else None
    if of_named := _OF_NAMED.search(clause):
        return _part_of(rate, before, _earlier(reading, span), of_named["whole"])
    if _OF_TARGET.search(rate.label) or _COMPLETION.search(clause):
        return _completion(rate, before, figures[place + 1 : place + 2])
    named = _NAMED_RATE.search(clause)
    return _share(rate, before, named["stem"]) if named else None


def _earlier(reading: Reading, span: Span) -> list[Figure]:
    """The figures of the sentence before."""
    previous = reading.previous_sentence(span.start)
    return [figure for figure in reading.figures(previous) if figure.is_bounded] if previous else []


def _account(rate: Figure, before: list[Figure]) -> Claim | None:
    """Spent and given: the nearest amounts so called; what was spent stands right before the rate, or both do."""
    while before and before[-1].is_percent and _OF_BUDGET.search(_clause(before[-1].label)):
        before = before[:-1]  # 占调整后预算的88.53%、占年初批复数的83.47%: told of the same amounts
    money = [figure for figure in before if figure.is_money]
    if not money or not before[-1].is_money:
        return None
    if _BALANCE.search(_clause(money[-1].label)):
        money = money[:-1]
    spent = next((figure for figure in reversed(money[-2:]) if _is_spent(_clause(figure.label))), None)
    kind = next((kind for word, kind in _KINDS_OF_BUDGET if word in _clause(rate.label)), "")
    given = next((figure for figure in reversed(money) if figure is not spent and _is_given(_clause(figure.label), kind)), None)
    if spent is None or given is None or (spent is not money[-1] and given is not money[-1]):
        return None
    between = [figure for figure in before if min(spent.start, given.start) < figure.start <= max(spent.start, given.start)]
    is_apart = any("其中" in figure.label or (figure.is_percent and "到位" not in figure.label) for figure in between)
    return None if is_apart else Claim(rate, spent, given, "error")


def _is_given(clause: str, kind: str = "") -> bool:
    return _GIVEN.search(clause) is not None and not _is_spent(clause) and (not kind or re.search(kind, clause) is not None)


def _is_spent(clause: str) -> bool:
    """支出 and 执行 are spent, 支出预算 is not."""
    return _SPENT.search(clause) is not None and _AS_BUDGET.search(clause) is None


def _completion(rate: Figure, before: list[Figure], behind: tuple[Figure, ...]) -> Claim | None:
    """What was done and what was asked: two figures of one unit, one of them called a target."""
    near = [figure for figure in [*before[-2:], *_bracketed(behind)] if not figure.is_percent]
    targets = [figure for figure in near if _is_target(figure)]
    if not targets and before:  # told earlier in the sentence
        near = [figure for figure in before if figure.base == before[-1].base]
        targets = [figure for figure in near if _is_target(figure)]
        near = [*targets[:1], near[-1]] if near else []
    if len(targets) != 1:
        return None
    done = [figure for figure in near if figure is not targets[0] and figure.base == targets[0].base]
    return Claim(rate, done[0], targets[0], "error") if len(done) == 1 else None


def _is_target(figure: Figure) -> bool:
    return _TARGET_BEFORE.search(figure.label) is not None or _TARGET_LABEL.search(_clause(figure.label)) is not None


def _bracketed(behind: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """A target told in brackets right behind the rate: 为年度任务的121.3%（任务数80辆）."""
    return behind if behind and re.match(r"^（[^，。；）]{0,6}(?:任务|目标|计划)", behind[0].label) else ()


def _part_of(rate: Figure, before: list[Figure], earlier: list[Figure], name: str) -> Claim | None:
    """A总额1,286.35万元，…1,102.40万元，占A总额的85.7%: the figure that bears the whole's name, and the one right before the rate."""
    if not before:
        return None
    part = before[-1]
    wholes = [figure for figure in (*earlier, *before[:-1]) if figure.base == part.base and _bears(figure, name)]
    return Claim(rate, part, wholes[-1], "error" if len(before) == 2 else "warning") if wholes else None


def _bears(figure: Figure, name: str) -> bool:
    """Whether a figure is called so, be it in another order: 到位资金 and 资金到位."""
    words = _clause(figure.label)
    return name in words or (len(words) <= len(name) + 4 and set(name) <= set(words))


def _share(rate: Figure, before: list[Figure], stem: str) -> Claim | None:
    """发出18份，收到反馈17份，反馈率94.4%: the two counts right before, the latter told by the rate's own verb; or the one
    whose name the part bears: 举报6,345件 … 举报按期核查6,263件，按期核查率98.7%."""
    if len(before) < 2 or before[-1].is_percent:
        return None
    part = before[-1]
    words = _clause(part.label)
    if not set(stem[-2:]) <= set(words) and not (stem in _CLOSED and "结" in words):
        return None
    subject = _LATELY.sub("", words.partition(stem)[0])
    named = [figure for figure in before[:-1] if figure.base == part.base and len(subject) >= 2 and _clause(figure.label).endswith(subject)]
    if named:
        whole = named[-1]
    elif before[-2].base == part.base and "。" not in part.label and "；" not in part.label:
        whole = before[-2]
    else:
        return None
    return None if part.interval.is_above(whole.interval) else Claim(rate, part, whole, "warning")


def _is_explained(claim: Claim, figures: tuple[Figure, ...], reading: Reading, span: Span) -> bool:
    """Whether other amounts give the rate (or, where it tells what is left, its rest to 100).

    For a rate with two decimals any two amounts of the sentence and the one before will do; a rounder one is hit by chance
    too easily, so one of its own two amounts must be among them, and both must stand in its sentence.
    """
    rate = claim.rate
    if _is_of_sum(claim, figures):
        return True
    near = (*_earlier(reading, span), *figures) if rate.decimals > 1 else figures
    amounts = [figure for figure in near if figure.is_bounded and not figure.is_percent][-_MOST_AMOUNTS:]
    told = [(figure.start, figure.interval, figure.base) for figure in amounts]
    own = (claim.part.start, claim.whole.start)
    return any(
        base == other and (rate.decimals > 1 or first in own or second in own) and _explains(part, whole, rate)
        for (first, part, base), (second, whole, other) in permutations(told, 2)
    )


def _is_of_sum(claim: Claim, figures: tuple[Figure, ...]) -> bool:
    """Whether the part is told in two or three figures: 新建36公里，改造12公里，完成目标40公里的120%."""
    before = [
        figure for figure in figures if figure.start <= claim.part.start and figure.base == claim.part.base and figure is not claim.whole
    ]
    added = claim.part.interval
    for figure in before[-2:-4:-1]:
        added = added + figure.interval
        if _gives(added, claim.whole.interval, claim.rate):
            return True
    return False


def _explains(part: Interval, whole: Interval, rate: Figure) -> bool:
    """As ``_gives``, but closely: what is only roughly known (3亿) explains nothing, and nothing is forgiven."""
    if whole.holds_zero:
        return False
    share = percentage(part, whole)
    if share.high - share.low > max(_LOOSE, rate.value * _LOOSE / 50):
        return False
    rest = Interval(100 - share.high, 100 - share.low)
    return share.meets(rate.interval) or (_REST.search(_clause(rate.label)) is not None and rest.meets(rate.interval))


def _gives(part: Interval, whole: Interval, rate: Figure) -> bool:
    if whole.holds_zero:
        return False
    share = percentage(part, whole)
    if agrees_with_printed(share, rate.interval, rate.decimals):
        return True
    rest = Interval(100 - share.high, 100 - share.low)
    return _REST.search(_clause(rate.label)) is not None and agrees_with_printed(rest, rate.interval, rate.decimals)
