"""Numbers that share their words: 分别增长8.4%、28.3%; A率、B率均为100%."""

from __future__ import annotations

import re
from collections.abc import Sequence

from warehouse.extraction.grammar import Words, pattern
from warehouse.extraction.slots import Slot

_SHARED = re.compile(r"分别|依次|分获|各(?=[增升降减涨跌])")
_COMPARED = re.compile(r"(?:同比|环比|[较比]上年(?:同期|度)?|[较比]去年(?:同期)?|则|又)+$")
# What parts listed names; not the characters of words such as 普及率, 参与率, 温和.
_AND = re.compile(r"、|以及|(?<!参)与|(?<![共饱温谐])和|(?<![普涉危顾触遍])及")
_ALL = re.compile(r"(?:均|都|皆|双双)(?:[^，]{0,4})$")
_ALL_REACH = 7  # the longest that the pattern matches, and a line end behind it
_MEASURED = re.compile(r"(?:率|度|比|占比|分)$")


def groups(slots: Sequence[Slot], words: Words) -> dict[int, tuple[int, int]]:
    """For each number told under one 分别: its place in the group and the size of the group."""
    joined = pattern(r"^(?:[、和及与，]|以及)?(?:{up}|{down}|{to}|约|近|分别|第|上升至|下降至)?(?:[\u4e00-\u9fff]{0,2})?$", words)
    found: dict[int, tuple[int, int]] = {}
    number = 0
    while number < len(slots):
        if not _SHARED.search(slots[number].left) and not _opens_list(slots, number, bool(found)):
            number += 1
            continue
        last = number + 1
        while last < len(slots) and slots[last].mark in "#、" and joined.match(slots[last].left):
            last += 1
        if last - number > 1:
            found.update({i: (i - number, last - number) for i in range(number, last)})
        number = last
    return found


def _opens_list(slots: Sequence[Slot], number: int, after_another: bool) -> bool:
    """A list of bare shares after one that 分别 gave out (…分别是98.5%和92%，超出目标0.4个百分点、1.5个百分点)."""
    following = slots[number + 1 : number + 2]
    return (
        after_another
        and bool(following)
        and following[0].mark == "#"
        and following[0].left in ("、", "和")
        and following[0].quantity.unit == slots[number].quantity.unit
    )


def shared_names(left: str) -> list[str]:
    """The names listed before 分别 (经营主体、专利授权量分别…)."""
    head = _COMPARED.sub("", _SHARED.split(left)[0])
    names = [part for part in _AND.split(re.sub(r"（[^（）]*）", "", head)) if part]
    return [name + names[-1][-1] if len(name) == 1 and number + 1 < len(names) else name for number, name in enumerate(names)]


def names_of_all(stem: str) -> list[str]:
    """The names that one number is told of (办结率、满意率均为); empty where it is told of one."""
    names = [part for part in _AND.split(re.sub(r"(?:均|都|皆|双双)[^，]{0,4}$", "", stem)) if part]
    last = next((place for place, name in enumerate(reversed(names)) if not (_MEASURED.search(name) and len(name) > 1)), len(names))
    return names[len(names) - last :] if last > 1 else []


def is_told_of_all(left: str) -> bool:
    return _ALL.search(left, max(0, len(left) - _ALL_REACH)) is not None
