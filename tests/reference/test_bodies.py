"""Names of organisations in running text, and the places that names begin with."""

from __future__ import annotations

import pytest

from warehouse.reference import load_reference
from warehouse.reference.bodies import names_of_organisations
from warehouse.reference.regions import full_name, region_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("三名调解员被海珠区司法局聘为“金牌调解员”。", ["海珠区司法局"]),
        ("主要职责是：南洲街道办事处是区政府派出机构，街道办事处在区政府领导下工作。", ["南洲街道办事处"]),
        ("广州市海珠区人民政府南洲街道办事处2022年度全年预算数", ["广州市海珠区人民政府南洲街道办事处"]),
        ("会同区司法局、普陀区人民法院共建", ["区司法局", "普陀区人民法院"]),
        ("受济州市中级人民法院监督指导", ["济州市中级人民法院"]),
        ("经区财政局同意", ["区财政局"]),
        ("滨宁市市场监督管理局（挂滨宁市知识产权局牌子）", ["滨宁市市场监督管理局", "滨宁市知识产权局"]),
        ("我局与江岑县水利局、江岑县财政局联合开展检查", ["江岑县水利局", "江岑县财政局"]),
        ("由和平区城市管理局负责", ["和平区城市管理局"]),
        ("按照《江西省财政厅关于开展绩效自评的通知》和县财政局要求", ["江西省财政厅", "县财政局"]),
        ("枫溪中心小学五所学校", ["枫溪中心小学"]),
        ("我局加强公办幼儿园建设，各街道、乡镇卫生院积极配合", []),
        ("本街道、各科室", []),
        ("", []),
    ],
)
def test_organisations_are_found_in_running_text(text: str, names: list[str]) -> None:
    found = names_of_organisations(text, load_reference())
    assert [named.name for named in found] == names
    assert all(named.span.of(text) == named.name for named in found)


def test_a_name_knows_its_proper_part_and_whether_it_is_relative() -> None:
    (named,) = names_of_organisations("海珠区南石头街道办事处", load_reference())
    assert (named.core, named.organisation_type, named.is_relative) == ("南石头", "street_office", False)
    (named,) = names_of_organisations("区司法局", load_reference())
    assert named.is_relative


@pytest.mark.parametrize(
    ("name", "code", "region"),
    [
        ("广州市海珠区人民政府南石头街道办事处", "440105", "广东省广州市海珠区"),
        ("海珠区教育局", "440105", "广东省广州市海珠区"),
        ("恩施土家族苗族自治州恩施市三岔镇人民政府", "422801", "湖北省恩施土家族苗族自治州恩施市"),
        ("内蒙古鄂温克族自治旗财政局", "150724", "内蒙古自治区呼伦贝尔市鄂温克族自治旗"),
        ("上海市浦东新区教育局", "310115", "上海市浦东新区"),
        ("仙桃市水利局", "429004", "湖北省仙桃市"),
        ("广州市萝岗区教育局", "440116", "广东省广州市萝岗区"),
        ("中共长沙市委宣传部", "430100", "湖南省长沙市"),
        ("鼓楼区司法局", "", "鼓楼区"),
        ("江岑县水利局", "", "江岑县"),
        ("重庆市嘉临区交通局", "", "重庆市嘉临区"),
        ("合肥经济技术开发区管理委员会", "", ""),
        ("区司法局", "", ""),
    ],
)
def test_a_name_begins_with_its_place(name: str, code: str, region: str) -> None:
    found = region_of(name, load_reference())
    assert (found.code, found.name) == (code, region)


def test_a_namesake_is_told_apart_by_the_context() -> None:
    reference = load_reference()
    assert region_of("鼓楼区司法局", reference, "根据福州市财政局通知").code == "350102"
    assert region_of("鼓楼区司法局", reference, "南京市与福州市").code == ""


def test_a_divisions_full_name_names_all_around_it() -> None:
    assert full_name("440105", load_reference()) == "广东省广州市海珠区"
    assert full_name("310107", load_reference()) == "上海市普陀区"
    assert full_name("519921", load_reference()) == ""
