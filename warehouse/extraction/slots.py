"""The numbers of a sentence with the words that stand around each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from warehouse.model import Quantity

# Words short as they are that say what part the number behind them plays.
_IS_CUE = re.compile(r"[增减降升]|提高|回落|缩短|其中|超额|占|[达为至到]$|(?:多|少|高|低|快|慢|超)[了出]?$")
_PARTS = "，；：。！？\n"


class Slot(NamedTuple):
    """One number in its place; all positions lie in the flow.

    ``left`` are the words since the last clause mark or number, ``right`` those up to the next. ``mark`` is the
    character that opened ``left``: a clause mark, （ for a number in brackets, ``#`` where another number stands
    before it in the same clause, an empty string at the start of the sentence. ``outer`` are the words before the
    bracket that the number stands in, ``start`` is where ``left`` begins; ``after`` are the next characters, marks and all.
    """

    quantity: Quantity
    left: str
    right: str
    mark: str
    outer: str
    start: int
    after: str

    @property
    def in_brackets(self) -> bool:
        return self.mark == "（" or bool(self.outer)


def slots(flow: str, start: int, end: int, quantities: Sequence[Quantity]) -> tuple[Slot, ...]:
    """The slots of the quantities of one sentence (``flow[start:end]``), in order."""
    found: list[Slot] = []
    previous_end = start
    for number, quantity in enumerate(quantities):
        limit = quantities[number + 1].start if number + 1 < len(quantities) else end
        between = flow[previous_end : quantity.start]
        cut, mark = _boundary(between)
        if not mark:
            mark = "#" if found else ""
        outer = ""
        left_start = previous_end + cut
        left = flow[left_start : quantity.start]
        if mark == "（":
            outer = _outer(flow, start, left_start - 1, found)
        elif found and found[-1].in_brackets and "）" not in flow[found[-1].quantity.end : quantity.start]:
            outer = found[-1].outer or " "
        elif found and found[-1].in_brackets and mark == "#":
            left = found[-1].outer.strip() + left.lstrip("）")
        elif mark == "#":
            left = _after_noun(left, quantity)
            left_start = quantity.start - len(left)
        if mark == "：" and not left:
            left = _before_colon(flow, start, left_start - 1)
        found.append(
            Slot(
                quantity,
                left,
                _right(flow, quantity.end, limit),
                mark,
                outer,
                left_start,
                flow[quantity.end : min(end, quantity.end + 14)],
            )
        )
        previous_end = quantity.end
    return tuple(found)


def _before_colon(flow: str, start: int, colon: int) -> str:
    """The words that a colon parts from their number (自评总分：97.5分)."""
    cut = max((flow.rfind(part, start, colon) for part in _PARTS), default=-1)
    return flow[max(start, cut + 1) : colon]


def _after_noun(between: str, quantity: Quantity) -> str:
    """The words of a number that follows another in the same clause, without the noun behind that other one."""
    if not between or between[0] in "、和及与/":
        return between
    for place, char in enumerate(between):
        if char in "、和及与" and place + 1 < len(between):
            return between[place + 1 :]
        if char == "、":
            return ""
    return between if len(between) > 4 or quantity.unit in ("%", "个百分点") or between[0] in "的约）" or _IS_CUE.search(between) else ""


def _boundary(between: str) -> tuple[int, str]:
    """Where the words of the number begin within the text before it, and the mark that opens them."""
    depth = 0
    for place in range(len(between) - 1, -1, -1):
        char = between[place]
        if char == "）":
            depth += 1
        elif char == "（":
            if depth == 0:
                return place + 1, "（"
            depth -= 1
        elif depth == 0 and char in _PARTS:
            return place + 1, char
    return 0, ""


def _outer(flow: str, start: int, bracket: int, before: Sequence[Slot]) -> str:
    """The words before a bracket, back to the last clause mark or number."""
    floor = before[-1].quantity.end if before else start
    words = flow[floor:bracket]
    cut, _ = _boundary(words)
    return words[cut:] or " "


def _right(flow: str, start: int, limit: int) -> str:
    """The words behind a number, up to a clause mark, a bracket or the next number."""
    for place in range(start, min(limit, start + 40)):
        if flow[place] in _PARTS or flow[place] in "（）":
            return flow[start:place]
    return flow[start : min(limit, start + 40)]
