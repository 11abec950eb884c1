"""Words around a number that say how exactly it is meant: 约, 近, 超过, 不低于, 以上, 以内, ≥ …, and the interval they leave."""

from __future__ import annotations

import re
from decimal import Decimal

from warehouse.model import Qualifier

_BEFORE: tuple[tuple[Qualifier, str], ...] = (
    ("at_least", "不得?(?:低|少|小)于|不低过|至少|最少|最低|(?:大|高|多)于(?:或者?)?等于|≥|≧|>=|⩾|不下"),
    ("at_most", "不得?(?:超过?|高于|多于|大于|超出|突破)|至多|最多|最高|(?:小|低|少)于(?:或者?)?等于|≤|≦|<=|⩽"),
    ("more_than", "超过|超出|超|突破|逾|大于|多于|高于|>|＞"),
    ("less_than", "小于|低于|少于|不足|不到|未满|不满|<|＜"),
    ("about", "大约|大概|约|将近|接近|近|几近"),
    ("exact", "等于"),
)
_FILLER = "(?:了|是|有|为|在|达到?|到|占|:|：)?"
_LEFT = re.compile("(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _BEFORE) + ")" + _FILLER + "(?=[¥￥-]?\\Z)")
# The last character of every cue, with what may still follow it: a quick look before the pattern.
BEFORE_HINTS = frozenset("=于少低多高等≥≧>⩾下≤≦<⩽过超出破逾＞上足到满＜约概近是有为在达占了:：-¥￥")

_RIGHT = re.compile(
    "[)）]?(?:[（(]不?含(?:本数)?[)）])?(?:及|或者|或)?(?:(?P<at_least>以上|更多|起步)|(?P<at_most>以下|以内|之内|更少|为限|封顶)|(?P<about>左右|上下))"
)
AFTER_HINTS = frozenset("以及或之更左上起为封)）(（")

_LOOK_BACK = 8


def qualifier_before(text: str, position: int) -> tuple[Qualifier | None, int]:
    """The qualifier that ends at a position and where it begins; (None, position) if there is none."""
    if position == 0 or text[position - 1] not in BEFORE_HINTS:
        return None, position
    floor = max(0, position - _LOOK_BACK)
    match = _LEFT.search(text[floor:position])
    if match is None:
        return None, position
    name: Qualifier = match.lastgroup  # type: ignore[assignment]
    return name, floor + match.start()


def qualifier_after(text: str, position: int) -> tuple[Qualifier | None, int]:
    """The qualifier that begins at a position and where it ends; (None, position) if there is none."""
    if text[position : position + 1] not in AFTER_HINTS:
        return None, position
    match = _RIGHT.match(text, position)
    if match is None:
        return None, position
    name: Qualifier = match.lastgroup  # type: ignore[assignment]
    return name, match.end()


def interval(value: Decimal, ulp: Decimal, qualifier: Qualifier, is_equal: bool) -> tuple[Decimal | None, Decimal | None]:
    """What the printed digits can stand for. ``ulp`` is the worth of the last printed digit.

    Bounds are open on one side; 约 and the like leave a hundredth, or half the place of the last digit that is not 0.
    """
    if is_equal:
        return value, value
    if qualifier in ("at_least", "more_than"):
        return value, None
    if qualifier in ("at_most", "less_than"):
        return None, value
    half = ulp / 2
    if qualifier == "about":
        half = max(ulp, abs(value) / 100, _last_place(value, ulp) / 2)
    return value - half, value + half


def _last_place(value: Decimal, ulp: Decimal) -> Decimal:
    """The worth of the last digit that is not 0: 3000 → 1000."""
    if not value:
        return ulp
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))
