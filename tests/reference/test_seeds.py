"""The shipped seeds themselves: complete, without doubles, in an order that a person can review."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from warehouse.reference import load_reference
from warehouse.reference.nouns import LEVELS
from warehouse.resources import resource_folder

FOLDER = resource_folder("seeds") / "reference"
ROLES = """
level1 level2 level3 target actual goal_target goal_actual unit nature weight score total_score grade execution_rate
completion_rate deviation initial_budget adjusted_budget annual_budget arrived arrived_rate executed carried_over
prior_year change growth_rate reason remark formula project_name project_code department unit_in_charge person_in_charge
phone date year category source ordinal fund_head fund_total fund_fiscal fund_carryover fund_other fund_kind total_row
kind_of_indicator
"""


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_hundreds_of_indicators_in_every_field_of_work() -> None:
    reference = load_reference()
    assert len(reference.indicators) >= 300
    categories = {indicator.category for indicator in reference.indicators.values()}
    assert {
        "教育",
        "卫生健康",
        "水利",
        "农业农村",
        "公共安全与司法行政",
        "市场监管",
        "交通运输",
        "审判检察",
        "民政与社会救助",
    } <= categories


@pytest.mark.parametrize("name", ["indicator_aliases.csv", "case_type_aliases.csv"])
def test_aliases_stand_one_a_line_and_sorted(name: str) -> None:
    aliases = [row["alias"] for row in rows(name)]
    assert aliases == sorted(aliases)
    assert len(set(aliases)) == len(aliases)


def test_every_indicators_base_unit_is_a_base_unit() -> None:
    reference = load_reference()
    known = {unit.base_unit for unit in reference.units.values()} | {""}
    wrong = {indicator.indicator: indicator.base_unit for indicator in reference.indicators.values() if indicator.base_unit not in known}
    assert wrong == {}


def test_no_name_is_both_an_indicator_and_a_case_type() -> None:
    reference = load_reference()
    indicators = {*reference.indicators, *reference.indicator_aliases}
    cases = {*reference.case_types, *reference.case_type_aliases}
    assert indicators & cases == set()


def test_an_alias_of_a_rate_is_a_rate_and_of_a_count_is_none() -> None:
    reference = load_reference()
    wrong = [
        (alias, name)
        for alias, name in reference.indicator_aliases.items()
        if reference.indicators[name].base_unit in ("人", "元", "户", "家", "人次", "平方米", "件")
        and alias.endswith(("率", "比例", "占比"))
    ]
    assert wrong == []


def test_every_province_and_city_is_known_and_every_county_lies_in_a_province() -> None:
    divisions = load_reference().divisions
    levels = [division.level for division in divisions.values()]
    assert levels.count("province") == 34
    assert levels.count("city") >= 333
    assert levels.count("county") >= 2800
    assert all(code[:2] + "0000" in divisions for code in divisions)
    assert divisions["440105"].short_name == "海珠"
    assert divisions["450000"].short_name == "广西"


def test_every_header_has_a_known_role() -> None:
    assert set(load_reference().table_headers.values()) <= set(ROLES.split())


@pytest.mark.parametrize(
    ("wording", "role"),
    [
        ("年度指标值", "target"),
        ("预期指标值", "target"),
        ("全年实际完成值", "actual"),
        ("度量单位", "unit"),
        ("指标性质", "nature"),
        ("权重", "weight"),
        ("自评得分", "score"),
        ("预算执行率", "execution_rate"),
        ("年初预算数", "initial_budget"),
        ("全年预算数（A）", "annual_budget"),
        ("全年执行数（B）", "executed"),
        ("偏差原因分析及改进措施", "reason"),
        ("实施单位", "unit_in_charge"),
        ("主管部门", "department"),
        ("年度资金总额", "fund_total"),
        ("其中：当年财政拨款", "fund_fiscal"),
        ("上年结转资金", "fund_carryover"),
    ],
)
def test_a_forms_header_has_its_role(wording: str, role: str) -> None:
    assert load_reference().table_headers[wording] == role


@pytest.mark.parametrize(
    ("scope", "level"),
    [
        ("全国", "nation"),
        ("全省", "province"),
        ("全市", "city"),
        ("全区", "county"),
        ("全镇", "town"),
        ("市直部门", "city"),
        ("粤东", "region"),
        ("全市基层法院", "city"),
    ],
)
def test_a_scope_of_ranks_has_its_level(scope: str, level: str) -> None:
    assert load_reference().ranking_scopes[scope].level == level
    assert level in LEVELS


def test_no_seed_names_a_machine_or_holds_a_blank_line() -> None:
    for path in sorted(Path(FOLDER).glob("*.csv")):
        text = path.read_text(encoding="utf-8")
        assert "\n\n" not in text, path.name
        assert text.endswith("\n"), path.name
