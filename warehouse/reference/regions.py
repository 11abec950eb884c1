"""Which administrative division a name begins with: 广州市海珠区… is 440105, 江岑县… is a county that no list knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from warehouse.reference.nouns import Division, Reference

# What stands before the place in the names of party, league, conference and vertically led bodies.
_BEFORE_PLACE = re.compile(
    r"中国共产党|中共|共产主义青年团|中国共产主义青年团|共青团|中国人民政治协商会议|政协|国家税务总局|国家统计局|国家|中国|中央|民盟|民建|民革|民进"
)
_LEVEL_ENDS = "特别行政区|自治区|自治州|自治县|自治旗|地区|新区|林区|省|市|区|县|旗|州|盟"
_UNKNOWN_UNIT = re.compile(rf"[\u4e00-\u9fff]{{2,9}}?(?:{_LEVEL_ENDS})")
# A 区 that is no division: a park, an estate, a scenic spot …
_NO_DIVISION = re.compile(
    r"(?:社|园|小|景|校|库|灌|辖|牧|片|开发|高新|保税|度假|管理|合作|示范|实验|保护|功能|商务|港|服务)区$|超市$|城市$|门市$"
)
_LONGEST = 15


@dataclass(frozen=True, slots=True)
class Region:
    """The place that a name begins with. ``units`` are its divisions as printed, the widest first; ``length`` is how many
    characters they take (with what stands before them); ``code`` is empty unless exactly one division is meant."""

    units: tuple[str, ...]
    length: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    by_name: dict[str, tuple[Division, ...]]
    by_code: dict[str, Division]


@lru_cache(maxsize=4)
def _gazetteer(reference: Reference) -> _Gazetteer:
    names: dict[str, list[Division]] = {}
    for division in reference.divisions.values():
        names.setdefault(division.name, []).append(division)
        if division.level == "province":
            names.setdefault(division.short_name, []).append(division)
    return _Gazetteer({name: tuple(found) for name, found in names.items()}, dict(reference.divisions))


def region_of(name: str, reference: Reference, context: str = "") -> Region:
    """The place that ``name`` begins with. Where several divisions have that name, one that lies in a division named in
    ``context`` is taken, else none: 鼓楼区 alone has no code."""
    gazetteer = _gazetteer(reference)
    before = _BEFORE_PLACE.match(name)
    position = before.end() if before else 0
    units: list[str] = []
    candidates: tuple[Division, ...] = ()
    while unit := _unit(name, position, gazetteer, bool(units)):
        known = gazetteer.by_name.get(unit, ())
        candidates = _within(known, candidates) if units else known
        units.append(unit)
        position += len(unit)
    division = _the_one(candidates, context, gazetteer)
    if division is None:
        return Region(tuple(units), position if units else 0, "", "".join(units))
    return Region(tuple(units), position, division.code, full_name(division.code, reference))


def full_name(code: str, reference: Reference) -> str:
    """The names of a division and of those around it in one: 广东省广州市海珠区; empty for an unknown code."""
    gazetteer = _gazetteer(reference)
    if code not in gazetteer.by_code:
        return ""
    return "".join(dict.fromkeys(gazetteer.by_code[part].name for part in _codes_around(code) if part in gazetteer.by_code))


def _codes_around(code: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((code[:2] + "0000", code[:4] + "00", code)))


def _unit(name: str, position: int, gazetteer: _Gazetteer, is_inner: bool) -> str:
    """The division's name that stands at ``position``: the longest known one, else what looks like one; '' if none."""
    for length in range(min(_LONGEST, len(name) - position), 1, -1):
        piece = name[position : position + length]
        if piece in gazetteer.by_name and not (is_inner and piece in ("城区", "郊区", "矿区", "市区")):
            return piece
    found = _UNKNOWN_UNIT.match(name, position)
    return found.group() if found and not _NO_DIVISION.search(found.group()) else ""


def _within(inner: Iterable[Division], outer: tuple[Division, ...]) -> tuple[Division, ...]:
    """Those of ``inner`` that lie in one of ``outer``; nothing if the outer one is unknown."""
    return tuple(one for one in inner if any(one.code != o.code and o.code in _codes_around(one.code) for o in outer))


def _the_one(candidates: tuple[Division, ...], context: str, gazetteer: _Gazetteer) -> Division | None:
    if len(candidates) < 2 or not context:
        return candidates[0] if len(candidates) == 1 else None
    named = [one for one in candidates if _is_named_around(one, context, gazetteer)]
    return named[0] if len(named) == 1 else None


def _is_named_around(division: Division, context: str, gazetteer: _Gazetteer) -> bool:
    """Whether a division around this one is named in the context (the widest name that parts it from its namesakes)."""
    around = [gazetteer.by_code[code] for code in _codes_around(division.code) if code in gazetteer.by_code and code != division.code]
    return any(one.name in context for one in around)
