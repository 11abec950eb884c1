"""Mentions of one thing fold into one fact; mentions that disagree make several readings of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence

from warehouse.model import Fact, Mention

_WITHOUT_LEVEL = ("change", "growth_rate", "excess", "completion_rate", "target", "score", "weight")
_SPACE = re.compile(r"[\s“”‘’\"'《》（）()、，,。：:]")


def same_name(name: str) -> str:
    """A name as it is compared: without marks and blanks."""
    return _SPACE.sub("", name).lower()


def fold(mentions: Sequence[Mention]) -> tuple[Fact, ...]:
    """The facts of a document, in the order in which they are first told."""
    groups: dict[tuple[str, ...], list[int]] = {}
    keys: dict[int, tuple[str, ...]] = {}
    for number, mention in enumerate(mentions):
        key = _grain(number, mention, mentions, keys)
        keys[number] = key
        groups.setdefault(key, []).append(number)
    facts: list[Fact] = []
    fact_of: dict[int, int] = {}
    for key, members in groups.items():
        for reading, (used, values) in enumerate(_readings(members, mentions), 1):
            first = mentions[used[0]]
            for number in used:
                fact_of[number] = len(facts)
            facts.append(Fact(first.table, first.thing, first.period, first.project, first.scope, key[-1], tuple(used), values, reading))
    return tuple(_with_wholes(facts, mentions, fact_of))


def _grain(number: int, mention: Mention, mentions: Sequence[Mention], keys: dict[int, tuple[str, ...]]) -> tuple[str, ...]:
    if mention.table == "budget":
        thing = "" if mention.scope == "overall" else same_name(mention.thing)
        return ("budget", mention.scope, thing, mention.period, "元")
    if mention.table == "commitment":
        return ("commitment", mention.role, str(number), "", "")
    if mention.table == "ranking":
        return ("ranking", same_name(mention.thing), mention.scope, mention.period, "")
    if mention.table == "case":
        return (
            "case",
            mention.project,
            same_name(mention.thing),
            mention.period,
            mention.base_unit if mention.role == "count" else _count_unit(mention, mentions),
        )
    if mention.role in _WITHOUT_LEVEL and mention.anchor is not None and mention.anchor in keys:
        anchor = keys[mention.anchor]
        if anchor[0] == "indicator" and anchor[3] == mention.period:
            return anchor
    return ("indicator", mention.project, same_name(mention.thing), mention.period, mention.base_unit)


def _count_unit(mention: Mention, mentions: Sequence[Mention]) -> str:
    """The unit of the count that persons, amounts and rates of the same case stand beside."""
    if mention.anchor is not None and mentions[mention.anchor].table == "case":
        return mentions[mention.anchor].base_unit
    return mention.base_unit


def _readings(members: Sequence[int], mentions: Sequence[Mention]) -> list[tuple[list[int], dict[str, int]]]:
    """The members of one grain parted into readings that do not contradict themselves: each goes into the first that tells
    its role alike, or not yet."""
    readings: list[tuple[list[int], dict[str, int]]] = []
    alike: dict[tuple[str, Hashable], int] = {}
    telling: Counter[str] = Counter()  # so many readings, the first ones, tell a role
    for number in members:
        role, told = mentions[number].role, _told(mentions[number])
        place = alike.setdefault((role, told), telling[role])
        if place == len(readings):
            readings.append(([], {}))
        used, values = readings[place]
        if role not in values:
            values[role] = number
            telling[role] += 1
        used.append(number)
    return readings


def _told(mention: Mention) -> Hashable:
    """What mentions of one role must have in common to agree."""
    if mention.table == "ranking":
        return mention.rank_best, mention.rank_worst
    return mention.value_base, mention.unit.lstrip("万亿")


def _with_wholes(facts: Sequence[Fact], mentions: Sequence[Mention], fact_of: dict[int, int]) -> list[Fact]:
    linked: list[Fact] = []
    for place, fact in enumerate(facts):
        part = fact.values.get("part")
        anchor = mentions[part].anchor if part is not None else None
        whole = fact_of.get(anchor) if anchor is not None else None
        linked.append(fact._replace(part_of=whole) if whole is not None and whole != place else fact)
    return linked
