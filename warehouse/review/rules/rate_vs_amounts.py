"""A printed rate that its own amounts do not give.

    全年预算640万元，执行588.16万元，执行率93.90%            => raised: 588.16 ÷ 640 = 91.90%
    占调整后预算的88.53%、占年初批复数的83.47%               => nothing: each rate fits one of the amounts told
    完成无偿献血宣传活动12场，组织发动1628人次参与，完成全年任务指标的113%   => nothing: the task is not told

A rate holds as soon as any two amounts near it give it. Only where none do, and the sentence says which amounts are meant,
is it raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import permutations

from warehouse.model import Finding, Severity, Span
from warehouse.review.figures import Figure
from warehouse.review.grid import Entry, Grid, Row
from warehouse.review.interval import Interval, agrees_with_printed, percentage
from warehouse.review.reading import Reading
from warehouse.review.unit_slip import is_unit_slip
from warehouse.review.wording import per_cent

NAME = "rate_vs_amounts"

_CHANGE = re.compile(r"增|升|降|减|提高|回落|下滑|同比|环比|比上年|较上年|比去年|较去年|高于|低于|超|涨|压缩|幅")
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
_MARKS = re.compile(r"[，。；：]")
_NAMED_RATE = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,8}?)率" + _FILLER)


def check(reading: Reading) -> Iterator[Finding]:
    for rate, part, whole, severity in claims(reading):
        if not is_unit_slip(part, whole, rate):
            yield _finding(reading, rate, part, whole, severity)
    for grid in reading.grids:
        if grid.has("rate"):
            yield from _in_grid(reading, grid)


def claims(reading: Reading) -> Iterator[tuple[Figure, Figure, Figure, Severity]]:
    """The rates that no two amounts near them give, with the part and the whole that the sentence tells them of."""
    for sentence in reading.document.sentences:
        if "%" not in reading.flow[sentence.span.start : sentence.span.end]:
            continue
        figures = reading.figures(sentence.span)
        for place, rate in enumerate(figures):
            if not rate.is_percent or rate.is_range or _CHANGE.search(_clause(rate.label)) or rate.qualifier in ("at_least", "at_most"):
                continue
            claim = _claim(figures, place)
            if claim and not claim[1].interval.holds_zero and not _is_explained(rate, figures, reading, sentence.span):
                yield rate, *claim


def _clause(label: str) -> str:
    """The words since the last clause mark."""
    return re.split(r"[，。；：]", label)[-1] or label


def _claim(figures: tuple[Figure, ...], place: int) -> tuple[Figure, Figure, Severity] | None:
    """The part and the whole that a rate is told of: (part, whole, severity); None where the sentence does not say."""
    rate = figures[place]
    clause = _clause(rate.label)
    before = [figure for figure in figures[:place] if not figure.is_range]
    if _EXECUTION.search(clause) or _OF_BUDGET.search(clause):
        return _account(before) if len(_MARKS.findall(rate.label)) <= 1 else None
    if _OF_TARGET.search(rate.label) or _COMPLETION.search(clause):
        return _completion(before, figures[place + 1 : place + 2])
    named = _NAMED_RATE.search(clause)
    return _share(before, named["stem"]) if named else None


def _account(before: list[Figure]) -> tuple[Figure, Figure, Severity] | None:
    """Spent and given: the nearest amounts so called, with nothing but money between them and the rate."""
    near = _money_run(before)
    spent = next((figure for figure in reversed(near) if _SPENT.search(_clause(figure.label))), None)
    given = next(
        (f for f in reversed(near) if f is not spent and _GIVEN.search(_clause(f.label)) and not _SPENT.search(_clause(f.label))), None
    )
    return (spent, given, "error") if spent and given and spent.start > given.start else None


def _money_run(before: list[Figure]) -> list[Figure]:
    """The last figures in a row that are amounts of money."""
    run: list[Figure] = []
    for figure in reversed(before):
        if not figure.is_money:
            break
        run.append(figure)
    return run[::-1]


def _completion(before: list[Figure], behind: tuple[Figure, ...]) -> tuple[Figure, Figure, Severity] | None:
    """What was done and what was asked: two figures of one unit, one of them called a target."""
    near = [figure for figure in [*before[-2:], *_bracketed(behind)] if not figure.is_percent]
    targets = [figure for figure in near if _TARGET_BEFORE.search(figure.label) or _TARGET_LABEL.search(_clause(figure.label))]
    if len(targets) != 1:
        return None
    done = [figure for figure in near if figure is not targets[0] and figure.base == targets[0].base]
    return (done[0], targets[0], "error") if len(done) == 1 else None


def _bracketed(behind: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """A target told in brackets right behind the rate: 为年度任务的121.3%（任务数80辆）."""
    return behind if behind and re.match(r"^（[^，。；）]{0,6}(?:任务|目标|计划)", behind[0].label) else ()


def _share(before: list[Figure], stem: str) -> tuple[Figure, Figure, Severity] | None:
    """发出18份，收到反馈17份，反馈率94.4%: the two counts right before, the latter told by the rate's own verb."""
    if len(before) < 2 or before[-1].base != before[-2].base or before[-1].is_percent or before[-1].is_money:
        return None
    whole, part = before[-2], before[-1]
    if stem[-2:] not in part.label or part.interval.is_above(whole.interval) or "。" in part.label or "；" in part.label:
        return None
    return part, whole, "warning"


def _is_explained(rate: Figure, figures: tuple[Figure, ...], reading: Reading, span: Span) -> bool:
    """Whether any two amounts of the sentence (for exact rates: and of the one before) give the rate or its rest to 100."""
    amounts = [figure for figure in figures if not figure.is_percent]
    previous = reading.previous_sentence(span.start)
    if previous and rate.decimals:
        amounts = [*(figure for figure in reading.figures(previous) if not figure.is_percent), *amounts]
    return any(_gives(part.interval, whole.interval, rate) for part, whole in permutations(amounts[-14:], 2) if part.base == whole.base)


def _gives(part: Interval, whole: Interval, rate: Figure) -> bool:
    if whole.holds_zero:
        return False
    share = percentage(part, whole)
    rest = Interval(100 - share.high, 100 - share.low)
    return any(agrees_with_printed(computed, rate.interval, rate.decimals) for computed in (share, rest))


def _finding(reading: Reading, rate: Figure, part: Figure, whole: Figure, severity: Severity) -> Finding:
    right = per_cent(part.value, whole.value, max(rate.decimals, 2))
    first, last = min(part.start, whole.start, rate.start), max(part.end, whole.end, rate.end)
    message = f"{part.shown}÷{whole.shown}={right}，报告写{rate.shown}，比率与金额（数量）不符。"
    question = f"{rate.shown}是按什么口径计算的？分子、分母各是多少？"
    quote = reading.source(first, last)
    return reading.finding(NAME, severity, message, [quote], f"{part.number} ÷ {whole.number} = {right} ≠ {rate.shown}", question)


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
    return reading.finding(NAME, "error", message, [_cover((part, whole, rate))], computation, f"“{row.label}”的比率按什么口径计算？")


def _cover(entries: Iterable[Entry]) -> Span:
    spans = [entry.span for entry in entries]
    return Span(min(span.start for span in spans), max(span.end for span in spans))
