"""Which region a ranking's scope means."""

from __future__ import annotations

import pytest

from warehouse.conforming.region import scope_region_code
from warehouse.reference import Reference
from warehouse.reference.nouns import Division, RankingScope

_LEVELS = {
    "全区": "county",
    "全市": "city",
    "全省": "province",
    "全国": "nation",
    "全市基层法院": "peers",
    "市直部门": "peers",
    "全镇": "town",
}
_NAMES = {"440105": "海珠区", "320106": "鼓楼区", "320302": "鼓楼区", "350102": "鼓楼区"}
_REFERENCE = Reference(
    ranking_scopes={scope: RankingScope(scope, level) for scope, level in _LEVELS.items()},
    divisions={code: Division(code, name, name[:-1], "county") for code, name in _NAMES.items()},
)


@pytest.mark.parametrize(
    ("scope", "region", "code"),
    [
        ("全区", "440105", "440105"),
        ("全区", "440104", "440104"),
        ("全市", "440105", "440100"),
        ("全省", "440105", "440000"),
        ("全国", "440105", "000000"),
        ("全国", "", "000000"),
        ("全市基层法院", "440105", "440100"),
        ("市直部门", "440100", "440100"),
        ("全市", "320581", "320581"),
        ("全市", "110108", "110000"),
        ("全区", "440100", None),
        ("全镇", "440105", None),
        ("同类单位", "440105", None),
        ("全市", "", None),
        ("海珠区", "440105", "440105"),
        ("海珠区", "", "440105"),
        ("鼓楼区", "320100", "320106"),
        ("鼓楼区", "350100", "350102"),
        ("鼓楼区", "320500", None),
        ("鼓楼区", "", None),
    ],
)
def test_a_scope_means_the_division_around_the_organisation(scope, region, code):
    assert scope_region_code(scope, region, _REFERENCE) == code
