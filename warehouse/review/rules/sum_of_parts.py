"""A total that is not the sum of its parts.

    发放司法救助金96.50万元，其中刑事被害人救助41.00万元、执行案件申请人救助47.50万元、涉诉信访救助12.00万元   => raised: 100.50
    禁毒宣传报道128宗，其中中央媒体转载3篇，省级媒体转载23篇   => nothing: 其中 need not tell all parts
    综合税约1118.3万元，其中住宅税约139.2万元、非住宅税979.04万元   => nothing: they meet within rounding

Parts that exceed their total are wrong for certain. Parts that fall short of it are so only if they are all told: kinds of
spending that make up the whole, a list that ends with 其他, a total told behind its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from warehouse.model import Finding, Severity, Span
from warehouse.review.figures import Figure
from warehouse.review.interval import ZERO, total
from warehouse.review.pack import Pack
from warehouse.review.parts import Parts, lists_of_parts, own_words
from warehouse.review.reading import Reading
from warehouse.review.wording import grouped

NAME = "sum_of_parts"

_REST = re.compile(r"^(?:其他|其它|其余)")
# Parts of an account; 支出 alone is no part but what was spent.
_OF_ACCOUNT = re.compile(r"(?:收入|支出|资金|经费|拨款|投资|补助|配套|自筹|债券|费|款)(?:决算|预算)?(?:数|为|共|约|安排)*$")
_PLAIN = re.compile(
    r"(?:实际|全年|累计|当年|年初)?(?:支出|支付|执行|使用|完成|到位|预算|安排|结余|结转|投入|投资|拨付|资金|经费)(?:数|为|资金|了|共|约)*"
)
_ADDED = re.compile(r"(?:追加|调增|调整增加|增加|净增)[^，。；、]{0,8}$")
_CUT = re.compile(r"(?:调减|核减|压减|收回)[^，。；、]{0,8}$")
_INITIAL = re.compile(r"年初(?:部门)?(?:预算|批复)[^，。；、]{0,10}$|预算年初[^，。；、]{0,6}$")
_OF_THE_BEGINNING = re.compile("年初")
_FINAL = re.compile(r"(?:调整后?|全年|最终|年度|追加后)(?:的)?(?:部门)?预算[^，。；、]{0,8}$|预算调整(?:为|数)[^，。；、]{0,4}$")
_MOST_PARTS = 12


def check(reading: Reading) -> Iterator[Finding]:
    for parts in lists_of_parts(reading):
        yield from _list(reading, parts)
    yield from _adjusted_budgets(reading)


def _list(reading: Reading, parts: Parts) -> Iterator[Finding]:
    if not 2 <= len(parts.parts) <= _MOST_PARTS or not parts.totals or parts.parts[0].base == "分":
        return
    if any(figure.qualifier in ("at_least", "at_most") for figure in parts.parts):
        return
    added = total(figure.interval for figure in parts.parts)
    if any(whole.interval.meets(added) for whole in parts.totals):
        return
    # The total that is meant: the one that comes nearest.
    whole = min(parts.totals, key=lambda figure: (figure.interval.gap(added), -figure.start))
    severity = _severity(parts, whole, reading.pack)
    if severity is not None and not _some_add_up(parts):
        yield _finding(reading, parts, whole, severity)


def _some_add_up(parts: Parts) -> bool:
    """Whether some of the parts, not all, give a total: the others are parts of parts, or told besides."""
    told = parts.parts[:8]
    return any(
        whole.interval.meets(total(figure.interval for figure in some))
        for size in range(2, len(told))
        for some in combinations(told, size)
        for whole in parts.totals
    )


def _severity(parts: Parts, whole: Figure, pack: Pack) -> Severity | None:
    """How sure it is that these parts should add up to this total; None: not at all."""
    names = parts.names
    if is_told_in_full(names, pack):
        return "error"
    if any(pack.tells(NAME, "overlapping", name) for name in names) and not whole.is_money:
        return None
    is_account = whole.is_money and all(_OF_ACCOUNT.search(name) and not _PLAIN.fullmatch(name) for name in names)
    if parts.is_total_behind:
        return "error" if parts.joint == "、" else "warning"
    if parts.joint != "、" and not (parts.is_closed or is_account or _are_alike(names)):
        return None
    if _REST.search(names[-1]):
        return "error" if len(names) >= 3 else "warning"
    added = total(figure.interval for figure in parts.parts)
    if added.is_above(max((figure.interval for figure in parts.totals), key=lambda interval: interval.high)):
        return "error" if not any(figure.interval.low > whole.interval.high for figure in parts.parts) else None
    if parts.is_closed:
        return "warning"
    missing = whole.interval.low - added.high
    return "warning" if len(names) >= 3 and ZERO < missing * 20 < whole.value else None


def _are_alike(names: Sequence[str]) -> bool:
    """Whether all parts are called by one noun: 行政人员, 事业人员."""
    return len({name[-2:] for name in names}) == 1 and len(names[0]) >= 2


def is_told_in_full(names: Sequence[str], pack: Pack) -> bool:
    """Whether the parts are together all there is: kinds of spending, 投诉 and 举报, 旧存 and 新收."""
    return any(_covers(told.split("+"), names) for told in pack.words(NAME, "whole_sets"))


def _covers(words: list[str], names: Sequence[str]) -> bool:
    """Whether each name holds one of the words, and each word stands in one name."""
    if len(words) != len(names):
        return False
    left = sorted(words, key=len, reverse=True)
    for name in names:
        word = next((word for word in left if word in name), None)
        if word is None:
            return False
        left.remove(word)
    return True


def _finding(reading: Reading, parts: Parts, whole: Figure, severity: Severity) -> Finding:
    decimals = max(figure.decimals for figure in (*parts.parts, whole))
    added = sum((figure.value for figure in parts.parts), ZERO) / whole.factor
    shown = "+".join(grouped(figure.value / whole.factor, figure.decimals) for figure in parts.parts)
    answer = grouped(added, decimals)
    gap = grouped(abs(added - whole.printed_value), decimals)
    message = f"各分项之和为{shown}={answer}{whole.unit}，合计写{whole.shown}，相差{gap}{whole.unit}。"
    first = min(whole.start, parts.parts[0].start - len(own_words(parts.parts[0].label)))
    quote = reading.source(first, max(whole.end, parts.parts[-1].end))
    question = f"合计{whole.shown}与各分项哪一处有误？"
    return reading.finding(NAME, severity, message, [quote], f"{shown.replace('+', ' + ')} = {answer} ≠ {whole.number}", question)


def _adjusted_budgets(reading: Reading) -> Iterator[Finding]:
    """年初预算 + 追加 = 调整预算, where the three follow each other in one sentence."""
    for span in reading.sentences_with(_OF_THE_BEGINNING):
        figures = reading.figures(span)
        for first, change, last in zip(figures, figures[1:], figures[2:], strict=False):
            sign = 1 if _ADDED.search(change.label) else -1 if _CUT.search(change.label) else 0
            if sign and _INITIAL.search(first.label) and _FINAL.search(last.label) and all(f.is_money for f in (first, change, last)):
                yield from _adjusted(reading, first, change, last, sign)


def _adjusted(reading: Reading, first: Figure, change: Figure, last: Figure, sign: int) -> Iterator[Finding]:
    right = first.interval + change.interval if sign > 0 else first.interval - change.interval
    if right.meets(last.interval) or "其中" in change.label or "其中" in last.label:
        return
    answer = grouped((first.value + sign * change.value) / last.factor, last.decimals)
    mark = "+" if sign > 0 else "-"
    message = f"年初预算{first.shown}{mark}调整{change.shown}={answer}{last.unit}，调整后预算写{last.shown}，不符。"
    computation = f"{first.number} {mark} {change.number} = {answer} ≠ {last.number}"
    quote: Span = reading.source(first.start, last.end)
    yield reading.finding(NAME, "error", message, [quote], computation, "年中调整还有其他增减吗？")
