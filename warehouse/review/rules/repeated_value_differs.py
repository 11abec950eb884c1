"""One thing told twice with different values.

全年受理12345市民热线工单18,426件 … 全年受理市民热线工单18,462件   => raised: two digits are swapped
上半年完成18.6亿元 … 全年完成41.2亿元                            => nothing: other periods
占调整后预算的88.53%、占年初批复数的83.47%                       => nothing: other wholes
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from warehouse.model import Finding, Mention, Severity
from warehouse.review.amounts import interval_of
from warehouse.review.reading import Reading
from warehouse.text.edges import last_characters

NAME = "repeated_value_differs"

_FILLER = re.compile(r"(?:约|近|超过|超|逾|共计|共|总计|合计|累计|达到|达|为|是|完成|有|了|计|：|（|数|仅|大)+$")
_FILLING = last_characters(_FILLER.pattern)
_NO_WORD = re.compile(r"[^\u4e00-\u9fff“”（）]")
_AIM = re.compile(r"计划|目标|任务|拟|力争|确保|上年|去年|同期|低于|高于|累计")
_REACH = 24
_LEAST_WORDS = 4
_LEAST_SURE_WORDS = 6
_LEAST_DIGITS = 3
_MOST = 24
_LEVELS = ("actual", "part")
_ROLES = frozenset(
    (
        "actual",
        "executed",
        "annual_budget",
        "initial_budget",
        "adjusted_budget",
        "execution_rate",
        "count",
        "persons",
        "amount",
        "rate",
        "part",
    )
)


class _Told(NamedTuple):
    """A mention with its digits and the words right before its number; ``is_aim``: they speak of a plan or of another year."""

    mention: Mention
    words: str
    digits: str
    sentence: int
    is_aim: bool


def check(reading: Reading) -> Iterator[Finding]:
    seen: set[tuple[str, frozenset[str]]] = set()
    told: dict[int, _Told] = {}
    mentions = reading.extraction.mentions
    for pair in _alike(mentions):
        one, other = (told.get(number) or told.setdefault(number, _told(reading, mentions[number])) for number in pair)
        severity = _judge(one, other)
        key = (one.words[-_LEAST_WORDS:], frozenset((one.digits, other.digits)))
        if severity is not None and key not in seen:
            seen.add(key)
            yield _finding(reading, one, other, severity)


def _alike(mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Pairs of mentions (by number) of one unit and period, of the same thing or with nearly the same digits, not of one value."""
    kinds: dict[Hashable, list[int]] = {}
    for number, mention in enumerate(mentions):
        if mention.role in _ROLES and mention.number is not None and mention.value_base is not None:
            kind = (mention.table, mention.unit, mention.period, mention.project, mention.scope)
            kinds.setdefault(kind, []).append(number)
    pairs: set[tuple[int, int]] = set()
    for numbers in kinds.values():
        groups: dict[Hashable, list[int]] = {}
        for number in numbers if len(numbers) > 1 else ():
            for key in (mentions[number].thing, *_blurred(_digits(mentions[number]))):
                groups.setdefault(key, []).append(number)
        pairs.update(pair for group in groups.values() if len(group) > 1 for pair in _unlike(mentions, group[:_MOST]))
    return sorted(pairs)


def _blurred(digits: str) -> tuple[tuple[int, str], ...]:
    """What numbers have in common that differ in one digit or two swapped: a half of their digits, or all of them sorted."""
    if len(digits) < _LEAST_DIGITS:
        return ()
    length, half = len(digits), len(digits) // 2
    return (length, digits[:half] + "_"), (length, "_" + digits[half:]), (length, "".join(sorted(digits)))


def _unlike(mentions: Sequence[Mention], group: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs of a group that tell different values; of those that tell one value the first speaks for all."""
    firsts: dict[Decimal | None, int] = {}
    for number in group:
        firsts.setdefault(mentions[number].value_base, number)
    return combinations(firsts.values(), 2)


def _digits(mention: Mention) -> str:
    return f"{mention.value:f}".replace(".", "").replace("-", "")


def _told(reading: Reading, mention: Mention) -> _Told:
    assert mention.number is not None
    place = reading.place(mention.number.start)
    if place is None:  # in a table: the name is all there is
        words, sentence = mention.name, -mention.number.start - 1
    else:
        words, sentence = _words_before(reading.flow, place), reading.sentence_number(place)
    return _Told(mention, words, _digits(mention), sentence, _AIM.search(words) is not None)


def _words_before(flow: str, place: int) -> str:
    before = flow[max(0, place - _REACH) : place]
    if _FILLING is None or before[-1:] in _FILLING:
        before = _FILLER.sub("", before)
    return _NO_WORD.split(before.removesuffix("\n"))[-1]


def _judge(one: _Told, other: _Told) -> Severity | None:
    """error: the digits are nearly the same; warning: the words certainly are; None: they agree, or are two things."""
    first, second = one.mention, other.mention
    if min(len(one.words), len(other.words)) < _LEAST_WORDS or one.is_aim != other.is_aim:
        return None
    if one.sentence == other.sentence or not _same_role(first, second):
        return None
    severity = _by_words(one, other)
    return None if severity is None or interval_of(first).meets(interval_of(second)) else severity


def _by_words(one: _Told, other: _Told) -> Severity | None:
    """How sure words and digits are that one thing is meant twice."""
    first, second = one.mention, other.mention
    shared = _shared_end(one.words, other.words)
    if shared < _LEAST_WORDS:
        return None
    if _are_misprints(one.digits, other.digits) and (shared > _LEAST_WORDS or first.thing == second.thing):
        return "error"
    is_one_thing = first.thing == second.thing and first.qualifier == second.qualifier == "exact" and "%" not in first.unit
    return "warning" if is_one_thing and shared >= _LEAST_SURE_WORDS and one.words == other.words else None


def _same_role(one: Mention, other: Mention) -> bool:
    return one.role == other.role or (one.role in _LEVELS and other.role in _LEVELS)


def _shared_end(one: str, other: str) -> int:
    """How many characters two labels have in common at their end."""
    count = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        count += 1
    return count


def _are_misprints(one: str, other: str) -> bool:
    """Whether one number is the other with one digit changed or two swapped; three digits and more."""
    if len(one) != len(other) or len(one) < _LEAST_DIGITS:
        return False
    places = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(places) == 1 or (len(places) == 2 and sorted(one) == sorted(other))


def _finding(reading: Reading, one: _Told, other: _Told, severity: Severity) -> Finding:
    text = reading.document.text
    shown = [_shown(told.mention, text) for told in (one, other)]
    name = one.words[-max(_LEAST_WORDS, min(12, _shared_end(one.words, other.words))) :]
    hint = "（疑数字颠倒）" if sorted(one.digits) == sorted(other.digits) else ""
    message = f"“{name}”一处写{shown[0]}，一处写{shown[1]}，前后不一致{hint}。"
    quotes = [told.mention.quote for told in (one, other)]
    return reading.finding(NAME, severity, message, quotes, f"{shown[0]} ≠ {shown[1]}", f"“{name}”以哪一个数为准？")


def _shown(mention: Mention, text: str) -> str:
    assert mention.number is not None
    return re.sub(r"\s", "", mention.number.of(text)) + mention.unit
