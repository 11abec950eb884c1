"""Proposals of aliases: alike names are proposed, different things never."""

from __future__ import annotations

import random

import pytest

from warehouse.reference import load_reference
from warehouse.reference.suggest import NameSeen, contradict, suggest_aliases


@pytest.mark.parametrize(
    ("name", "unit", "indicator"),
    [
        ("城镇新增就业人员数", "人", "城镇新增就业人数"),
        ("全年城镇新增就业总人数", "人", "城镇新增就业人数"),
        ("食品安全抽检总批次", "批次", "食品抽检批次"),
        ("农村自来水普及率指标", "%", "农村自来水普及率"),
        ("老旧小区改造总数", "个", "老旧小区改造数"),
        ("义务教育阶段巩固率", "%", None),
        ("拖拉机驾驶证换发数", "本", None),
    ],
)
def test_a_name_like_a_known_one_is_proposed_for_it(name: str, unit: str, indicator: str | None) -> None:
    found = suggest_aliases([NameSeen(name, unit)], load_reference())
    assert [suggestion.indicator for suggestion in found] == ([indicator] if indicator else [])


def test_a_proposal_is_a_line_ready_to_paste() -> None:
    (found,) = suggest_aliases([NameSeen("城镇新增就业人员数", "人")], load_reference())
    assert found.lines == (("indicator_aliases.csv", "城镇新增就业人员数,城镇新增就业人数"),)


def test_a_name_with_a_comma_is_quoted_in_its_line() -> None:
    (found,) = suggest_aliases([NameSeen("城镇新增就业,人数", "人")], load_reference())
    assert found.lines[0][1] == '"城镇新增就业,人数",城镇新增就业人数'


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("新增养老床位数", "养老床位数"),
        ("农村低保人数", "城市低保人数"),
        ("食品抽检合格率", "食品抽检不合格率"),
        ("高血压患者规范管理率", "糖尿病患者规范管理率"),
        ("受理信访事项", "办结信访事项"),
        ("65岁以上老年人体检人数", "60岁以上老年人体检人数"),
        ("就业人数", "就业率"),
        ("高考一本上线人数", "高考二本上线人数"),
    ],
)
def test_names_that_differ_in_what_sets_things_apart_are_never_proposed(one: str, other: str) -> None:
    assert contradict(one, other, load_reference())
    seen = [NameSeen(one, "人", 2021, "甲局"), NameSeen(other, "人", 2022, "甲局")]
    assert other not in {suggestion.indicator for suggestion in suggest_aliases(seen, load_reference()) if suggestion.alias == one}


def test_another_unit_means_another_thing() -> None:
    assert suggest_aliases([NameSeen("城镇新增就业人员数", "万元")], load_reference()) == ()


def test_a_renamed_indicator_is_proposed_for_the_name_of_the_year_before() -> None:
    seen = [NameSeen("智慧水表安装只数", "只", 2021, "江岑县水利局"), NameSeen("智慧水表安装总只数", "只", 2022, "江岑县水利局")]
    (found,) = suggest_aliases(seen, load_reference())
    assert (found.alias, found.indicator) == ("智慧水表安装总只数", "智慧水表安装只数")
    assert found.lines[0] == ("indicators.csv", "智慧水表安装只数,其他,只,neutral")
    assert "2021" in found.why


def test_two_names_in_one_report_are_two_things() -> None:
    seen = [NameSeen("智慧水表安装只数", "只", 2021, "江岑县水利局"), NameSeen("智慧水表安装总只数", "只", 2021, "江岑县水利局")]
    assert suggest_aliases(seen, load_reference()) == ()


def test_known_names_are_not_proposed_again() -> None:
    assert suggest_aliases([NameSeen("城镇新增就业", "人"), NameSeen("城镇新增就业人数", "人")], load_reference()) == ()


def test_the_order_of_names_changes_nothing() -> None:
    seen = [NameSeen(f"智慧水表安装{word}数", "只", year, "甲局") for word in ("只", "总只", "点") for year in (2021, 2022)]
    shuffled = seen.copy()
    random.Random(7).shuffle(shuffled)
    assert suggest_aliases(seen, load_reference()) == suggest_aliases(shuffled, load_reference())
