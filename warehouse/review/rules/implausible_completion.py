"""A result so far above its target that the target was set too low, or the two count different things.

培训目标500人次，实际培训4,860人次   => raised: 972 % of the target
完成率112.3%                        => nothing: within the usual deviation
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from warehouse.model import Finding, Span
from warehouse.review.figures import Figure
from warehouse.review.reading import Reading
from warehouse.review.reasons import gives_reason
from warehouse.review.wording import number

NAME = "implausible_completion"

_TARGET = re.compile(r"(?<!超)(?<!超出)(?<!超过)(?<!超额完成)(?:任务|目标|计划|指标)(?:数|值|量|为|是|约|：|数为)*$")
_AIM = re.compile(r"(?:任务|目标|计划|指标)[数值量为是约：]{0,2}[0-9]")
_ACTUAL = re.compile(
    r"^[，；）]?(?:全年|年内|本年|当年)?(?:实际|实有|共|累计|已)?(?:完成|实现|达到?|培训|开展|新增|办理|建成|发放|组织|[\u4e00-\u9fff]{0,8})(?:了|数|值|为|：)*$"
)
_COMPLETION = re.compile(
    r"(?:(?:完成|达到?|为|占|是)[^，。；、]{0,12}?(?:任务|目标|计划|指标)[^，。；、]{0,4}?的|(?:任务|目标|计划|指标)?完成率|达成率)(?:为|达到?|是|约|：)*$"
)
_PERCENT = re.compile(r"[0-9]{3,5}(?:\.[0-9]{1,6})?(?=%)")


def check(reading: Reading) -> Iterator[Finding]:
    excess = reading.pack.number(NAME, "excess_pct")
    if excess is None:
        return
    limit = 100 + excess
    places: dict[str, tuple[str, str, Decimal, list[Span]]] = {}
    for told, computation, percent, quote in (*_pairs(reading, limit), *_printed(reading, limit), *_rows(reading, limit)):
        places.setdefault(re.sub(r"\s", "", told), (told, computation, percent, []))[3].append(quote)
    for told, computation, percent, quotes in places.values():
        message = f"{told}，为目标的{number(percent, 0)}%，远超目标且未作说明：目标设定过低，或两数口径不同。"
        yield reading.finding(NAME, "warning", message, quotes, computation, "目标值依据什么设定？实际完成值与目标值是否同一口径？")


def _pairs(reading: Reading, limit: Decimal) -> Iterator[tuple[str, str, Decimal, Span]]:
    """A target and, right behind it, what was done."""
    for sentence in reading.sentences_with(_AIM):
        figures = reading.figures(sentence)
        for target, actual in pairwise(figures):
            if target.base != actual.base or not _TARGET.search(target.label) or not _ACTUAL.match(actual.label):
                continue
            if (
                target.value <= 0
                or reading.pack.tells(NAME, "lower_is_better", target.label)
                or not _is_far(target, actual, limit)
                or gives_reason(reading, actual.end)
            ):
                continue
            percent = actual.value / target.value * 100
            told = f"目标{target.shown}，实际{actual.shown}"
            line = f"{actual.number} ÷ {target.number} = {number(percent, 1)}%"
            yield told, line, percent, reading.source(target.start, actual.end)


def _is_far(target: Figure, actual: Figure, limit: Decimal) -> bool:
    return actual.interval.low * 100 > target.interval.high * limit


def _printed(reading: Reading, limit: Decimal) -> Iterator[tuple[str, str, Decimal, Span]]:
    """A completion rate that the report prints itself."""
    for match in _PERCENT.finditer(reading.flow):
        percent = Decimal(match.group())
        clause = re.split(r"[，。；\n]", reading.flow[max(0, match.start() - 30) : match.start()])[-1]
        if (
            percent > limit
            and _COMPLETION.search(clause)
            and not reading.pack.tells(NAME, "account_words", clause)
            and not gives_reason(reading, match.end())
        ):
            told = f"{clause}{match.group()}%"
            yield told, "", percent, reading.source(match.start() - len(clause), match.end() + 1)


def _rows(reading: Reading, limit: Decimal) -> Iterator[tuple[str, str, Decimal, Span]]:
    """Rows of a form."""
    for grid in reading.grids:
        for row in grid.rows:
            target, actual = row.entry("target"), row.entry("actual")
            if target is None or actual is None or target.unit != actual.unit or target.qualifier in ("at_most", "less_than"):
                continue
            if target.value <= 0 or reading.pack.tells(NAME, "lower_is_better", row.label) or row.texts.get("remark"):
                continue
            percent = actual.value / target.value * 100
            if percent > limit:
                told = f"“{row.label}”指标值{target.text}，完成值{actual.text}"
                line = f"{actual.number} ÷ {target.number} = {number(percent, 1)}%"
                yield told, line, percent, Span(target.span.start, actual.span.end)
