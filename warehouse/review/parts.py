"""Lists of parts with the figures that can be their total, as sentences tell them.

受理21,846件，其中旧存2,317件、新收19,529件，审执结20,105件    parts 2,317 and 19,529; total 21,846
获金牌5枚、银牌7枚、铜牌11枚，奖牌总数23枚                     the total stands behind its parts
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from warehouse.model import Span
from warehouse.review.figures import Figure
from warehouse.review.reading import Reading

# Where a list of parts begins; what closes a list leaves no part untold.
_OPEN = re.compile(r"其中[，：]?")
_CLOSED = re.compile(
    r"(?:构成|组成|来源|划分|分类|类别|领域|性质|用途)(?:来?看|为|是)?[，：]|(?:分别为|分别是|包括|来源为|由)(?=[^，。；]{1,20}[0-9])|支出中，"
)
_TOTAL_BEHIND = re.compile(r"^，?[^，。；、]{0,8}?(?:总数|总计|合计|共计|总量|总额)[^，。；、0-9]{0,4}$")
_TOTAL_WORD = re.compile(r"总[数计量额](?=[^，。；、0-9]{0,4}[0-9])|[合共]计(?=[^，。；、0-9]{0,4}[0-9])")
_KINDS = re.compile(r"基本支出|人员经费|人员支出")
_CHANGE = re.compile(r"(?:增|减|升|降|提高|追加|超额|结转|结余|多|少)[^，。；、]{0,4}$")
_JOINT = re.compile(r"^(?:[、，；]|和|及|以及|与)")
_MAX_LABEL = 24


@dataclass(frozen=True, slots=True)
class Parts:
    """``parts`` in order, joined by ``joint``; ``totals`` the figures that can be their sum, the likeliest first.
    ``is_closed``: the words say that all parts are told; ``is_total_behind``: the total stands right behind the parts and is called so."""

    parts: tuple[Figure, ...]
    totals: tuple[Figure, ...]
    joint: str = "、"
    is_closed: bool = False
    is_total_behind: bool = False


def lists_of_parts(reading: Reading) -> tuple[Parts, ...]:
    """All lists of parts of a report's prose."""
    return reading.once(_lists)


def _lists(reading: Reading) -> tuple[Parts, ...]:
    return tuple(_found(reading))


def _found(reading: Reading) -> Iterator[Parts]:
    flow = reading.flow
    for match in _OPEN.finditer(flow):
        yield from _after(reading, match.start(), match.end(), False)
    for match in _CLOSED.finditer(flow):
        yield from _after(reading, match.start(), match.end(), True)
    for match in _KINDS.finditer(flow):
        if not _OPEN.search(flow, max(0, match.start() - 4), match.start()):
            yield from _after(reading, match.start(), match.start(), False)
    for sentence in reading.sentences_with(_TOTAL_WORD):
        yield from _before_total(reading, sentence)


def _after(reading: Reading, cue: int, start: int, is_closed: bool) -> Iterator[Parts]:
    sentence = reading.sentence(start)
    figures = [figure for figure in reading.figures(sentence) if figure.start >= start]
    parts, joint = _run(reading.flow, start, figures)
    if parts:
        totals = _totals(reading, sentence, cue, parts[0].base)
        yield Parts(tuple(parts), tuple(totals), joint, is_closed)


def _run(flow: str, start: int, figures: list[Figure]) -> tuple[list[Figure], str]:
    """The figures of one unit that follow each other, joined all by 、 or all by ， (amounts of money: or by ；), and the mark."""
    parts: list[Figure] = []
    joint = ""
    for figure in figures:
        between = flow[parts[-1].end : figure.start] if parts else flow[start : figure.start]
        if figure.is_percent or figure.is_range or len(between) > _MAX_LABEL or "。" in between:
            break
        if parts:
            mark = _JOINT.match(between)
            if mark is None or figure.base != parts[0].base:
                break
            kind = "、" if mark.group() in ("、", "和", "及", "以及", "与") else mark.group()
            if (joint and kind != joint) or (kind == "；" and not figure.is_money):
                break
            joint = joint or kind
        elif re.search(r"[，；]", between):
            break
        parts.append(figure)
    return parts, joint


def _totals(reading: Reading, sentence: Span, cue: int, base: str) -> list[Figure]:
    """Figures of the parts' unit before them: in the sentence, nearest first, else in the one before. Changes come last."""
    here = [figure for figure in reading.figures(sentence) if figure.end <= cue and figure.base == base]
    previous = reading.previous_sentence(sentence.start)
    if previous and (not here or base == "元"):
        here = [*(figure for figure in reading.figures(previous) if figure.base == base), *here]
    levels = [figure for figure in reversed(here) if not _CHANGE.search(figure.label)]
    return levels + [figure for figure in reversed(here) if _CHANGE.search(figure.label)]


def _before_total(reading: Reading, span: Span) -> Iterator[Parts]:
    figures = reading.figures(span)
    for place, whole in enumerate(figures):
        if not _TOTAL_BEHIND.match(whole.label) or place < 2:
            continue
        parts = [figures[place - 1]]
        for figure in reversed(figures[: place - 1]):
            if not parts[0].label.startswith(("、", "和", "及")) or figure.base != whole.base:
                break
            parts.insert(0, figure)
        if len(parts) >= 2 and all(figure.base == whole.base for figure in parts):
            yield Parts(tuple(parts), (whole,), is_total_behind=True)
