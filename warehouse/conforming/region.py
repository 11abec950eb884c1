"""Which region a ranking's scope means: 全区 of Haizhu is not 全区 of Yuexiu."""

from __future__ import annotations

import re
from functools import lru_cache

from warehouse.reference import Reference

NATION = "000000"
_MUNICIPALITIES = ("11", "12", "31", "50")
# How wide a scope reaches that the seeds do not name by level, or only as one among peers (全市基层法院, 市直部门).
_REACH = re.compile(
    r"(?P<nation>全国|国家|中央)|(?P<province>全省|省|自治区)|(?P<city>全市|市|全州|州)|(?P<county>全区|区|全县|县|全旗|旗)"
)


def scope_region_code(scope: str, region_code: str, reference: Reference) -> str | None:
    """The division (six digits, 000000 for the nation) within which a rank holds; None where nothing says so.

    A scope is a division's name (海珠区) or says how far it reaches from the organisation's own division (全区, 市直部门).
    """
    named = _divisions(reference).get(scope, ())
    if named:
        return _nearest(named, region_code)
    known = reference.ranking_scopes.get(scope)
    level = known.level if known else "peers"
    if level in ("peers", "region", "town", "village"):
        found = _REACH.match(scope)
        level = found.lastgroup or "" if found else ""
    return _enclosing(level, region_code)


@lru_cache(maxsize=8)
def _divisions(reference: Reference) -> dict[str, tuple[str, ...]]:
    """The codes of the divisions of each name; there is more than one 鼓楼区."""
    codes: dict[str, tuple[str, ...]] = {}
    for division in reference.divisions.values():
        codes[division.name] = (*codes.get(division.name, ()), division.code)
    return codes


def _nearest(codes: tuple[str, ...], region_code: str) -> str | None:
    """Of divisions of one name the one in the organisation's city, else in its province; None if that does not decide."""
    for digits in (4, 2, 0):
        near = [code for code in codes if code[:digits] == region_code[:digits]]
        if near:
            return near[0] if len(near) == 1 else None
    return None


def _enclosing(level: str, code: str) -> str | None:
    """The code of the division of a level around a division; None if that one is not known so finely."""
    if level == "nation":
        return NATION
    if len(code) != 6 or not code.isdigit():
        return None
    if level == "province" or (level == "city" and code[:2] in _MUNICIPALITIES):
        return code[:2] + "0000"
    if level == "city":
        return _city(code)
    if level == "county" and code[4:] != "00":
        return code
    return None


def _city(code: str) -> str | None:
    """全市 of a county-level city (its last two digits are 81 and up) is that city itself."""
    if code[2:4] == "00":
        return None
    return code if code[4:] > "80" else code[:4] + "00"
