"""Lists of parts with the figures that can be their total, as sentences tell them.

受理21,846件，其中旧存2,317件、新收19,529件，审执结20,105件    parts 2,317 and 19,529; total 21,846
获金牌5枚、银牌7枚、铜牌11枚，奖牌总数23枚                     the total stands behind its parts
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from warehouse.model import Span
from warehouse.review.figures import Figure
from warehouse.review.reading import Reading

# Where a list of parts begins; what closes a list leaves no part untold.
_OPEN = re.compile(r"其中[，：]?")
# Literals first, so that the search skips ahead; what must follow them is asked of each place found.
_CLOSED = re.compile("构成|组成|来源|划分|分类|类别|领域|性质|用途|分别为|分别是|包括|由|支出中")
_CLOSED_TAIL = re.compile(
    r"(?:(?<=构成|组成|来源|划分|分类|类别|领域|性质|用途)(?:来?看|为|是)?[，：]|(?<=支出中)，|"
    r"(?:(?<=分别为|分别是)|(?<=包括)|(?<=由)|(?<=来源)为)(?=[^，。；]{1,20}[0-9]))"
)
_TOTAL_BEHIND = re.compile(r"^，?[^，。；、]{0,8}?(?:总数|总计|合计|共计|总量|总额)[^，。；、0-9]{0,4}$|^，共$")
_PLAIN_TOTAL = re.compile(r"^，(?:总计|合计|共计|三者合计|两项合计|以上合计)(?:为)?$")
_TOTAL_WORD = re.compile(r"总[数计量额](?=[^，。；、0-9]{0,4}[0-9])|[合共]计(?=[^，。；、0-9]{0,4}[0-9])|，共[0-9]")
_KINDS = re.compile(r"基本支出|人员经费|人员支出")
_CHANGE = re.compile(r"(?:增|减|升|降|提高|追加|超额|结转|结余|多|少)[^，。；、]{0,4}$")
_JOINT = re.compile(r"^(?:[、，；]|和|及|以及|与)")
# What may be told of a part before the next one comes: ，占62.77%；.
_SHARE = re.compile(r"^[，（](?:占|完成|为|比例|比重|执行率|支出率|同比|较上年|比上年)[^，。；]*$")
_MAX_LABEL = 24
_MOST_PARTS = 12
_MOST_TOTALS = 12


@dataclass(frozen=True, slots=True)
class Parts:
    """``parts`` in order, joined by ``joint``; ``totals`` the figures that can be their sum, the likeliest first.
    ``is_closed``: the words say that all parts are told; ``is_total_behind``: the total stands right behind the parts and
    is called so."""

    parts: tuple[Figure, ...]
    totals: tuple[Figure, ...]
    joint: str = "、"
    is_closed: bool = False
    is_total_behind: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """What each part is called."""
        return tuple(own_words(part.label) for part in self.parts)


def _start(figure: Figure) -> int:
    return figure.start


def own_words(label: str) -> str:
    """The words of a label that name its own figure."""
    words = re.split(r"[，。；：、]", label)[-1]
    return re.sub(r"^(?:其中|以及|和|及|与)", "", words)


def lists_of_parts(reading: Reading) -> tuple[Parts, ...]:
    """All lists of parts of a report's prose."""
    return reading.once(_found)


def _found(reading: Reading) -> Iterator[Parts]:
    flow = reading.flow
    for match in _OPEN.finditer(flow):
        yield from _after(reading, match.start(), match.end(), False)
    for match in _CLOSED.finditer(flow):
        if tail := _CLOSED_TAIL.match(flow, match.end()):
            yield from _after(reading, match.start(), tail.end(), True)
    for match in _KINDS.finditer(flow):
        if not _OPEN.search(flow, max(0, match.start() - 4), match.start()):
            yield from _after(reading, match.start(), match.start(), False)
    for sentence in reading.sentences_with(_TOTAL_WORD):
        yield from _before_total(reading, sentence)


def _after(reading: Reading, cue: int, start: int, is_closed: bool) -> Iterator[Parts]:
    sentence = reading.sentence(start)
    told = reading.figures(sentence)
    first = bisect_left(told, start, key=_start)
    parts, beside, joint = _run(reading.flow, start, told[first : first + 2 * _MOST_PARTS])
    for run in (parts, beside):
        if run and len(run) == len(parts):
            totals = _totals(reading, sentence, cue, run[0].base)
            named = [figure._replace(label=part.label) for figure, part in zip(run, parts, strict=True)]
            yield Parts(tuple(named), tuple(totals), joint, is_closed)


def _run(flow: str, start: int, figures: Sequence[Figure]) -> tuple[list[Figure], list[Figure], str]:
    """The figures of one unit that follow each other, joined all by 、 or all by ， (amounts of money: or by ；); the figures
    told right beside each of them in another unit (1,230户1,865人); and the mark that joins them."""
    parts: list[Figure] = []
    beside: list[Figure] = []
    joint = ""
    end = start
    for figure in figures:
        between = flow[end : figure.start]
        if parts and figure.is_percent and _SHARE.match(figure.label):
            end = figure.end
            continue
        if parts and not between and figure.base != parts[0].base:
            beside.append(figure)
            end = figure.end
            continue
        mark = _mark(between) if parts else ""
        if figure.is_percent or figure.is_range or len(between) > _MAX_LABEL or "。" in between or mark is None:
            break
        if parts and (figure.base != parts[0].base or (joint and mark != joint) or (mark == "；" and not figure.is_money)):
            break
        if not parts and re.search(r"[，；]", between):
            break
        joint = joint or mark
        parts.append(figure)
        end = figure.end
    return parts, beside, joint


def _mark(between: str) -> str | None:
    """The mark that joins two parts; None if the words between them begin otherwise."""
    mark = _JOINT.match(between)
    if mark is None:
        return None
    return "、" if mark.group() in ("、", "和", "及", "以及", "与") else mark.group()


def _totals(reading: Reading, sentence: Span, cue: int, base: str) -> list[Figure]:
    """Figures of the parts' unit before them: in the sentence, nearest first, else in the one before. Changes come last."""
    told = reading.figures(sentence)
    before = told[max(0, bisect_left(told, cue, key=_start) - _MOST_TOTALS) : bisect_left(told, cue, key=_start)]
    here = [figure for figure in before if figure.base == base and figure.is_bounded]
    previous = reading.previous_sentence(sentence.start)
    if previous and (not here or base == "元"):
        here = [*(figure for figure in reading.figures(previous)[-_MOST_TOTALS:] if figure.base == base and figure.is_bounded), *here]
    levels = [figure for figure in reversed(here) if not _CHANGE.search(figure.label)]
    return levels + [figure for figure in reversed(here) if _CHANGE.search(figure.label)]


def _before_total(reading: Reading, span: Span) -> Iterator[Parts]:
    """Parts told before their total: joined by 、, or by ， where the total is called nothing but that."""
    figures = reading.figures(span)
    for place, whole in enumerate(figures):
        if not _TOTAL_BEHIND.match(whole.label):
            continue
        before = figures[max(0, place - _MOST_PARTS) : place]
        listed = _backwards(before, whole.base, ("、", "和", "及"))
        if len(listed) >= 2:
            yield Parts(tuple(listed), (whole,), is_total_behind=True)
        elif _PLAIN_TOTAL.match(whole.label):
            listed = _backwards(before, whole.base, ("、", "和", "及", "，"))
            if len(listed) >= 2 and listed[0] is figures[0]:
                yield Parts(tuple(listed), (whole,), "，", is_total_behind=True)


def _backwards(figures: Sequence[Figure], base: str, joints: tuple[str, ...]) -> list[Figure]:
    """The last figures of a unit that are joined by some marks."""
    listed: list[Figure] = []
    for figure in reversed(figures):
        if figure.base != base or (listed and not (listed[0].label.startswith(joints) and len(listed[0].label) <= _MAX_LABEL)):
            break
        listed.insert(0, figure)
    return listed
