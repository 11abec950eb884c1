"""Whose report, of which year and kind: titles of all sorts, then what else may say it."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.documents import read, read_content
from warehouse.extraction.identity import identify
from warehouse.model import Declared, Document
from warehouse.reference import load_reference
from warehouse.reference.aliases import self_names

CASES = Path(__file__).parent.parent / "cases" / "organisations.txt"
BODY = "\n一、基本情况\n主要职责是贯彻执行有关法律法规。现将有关情况报告如下。\n"


def cases() -> list[tuple[str, list[str]]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if " => " in line]
    pairs = [line.split(" => ") for line in lines]
    return [(title.replace("\\n", "\n"), [part.strip() for part in expected.split("|")]) for title, expected in pairs]


def document(text: str, file_name: str = "report.txt", declared: Declared | None = None) -> Document:
    return read_content(text.encode(), file_name, declared=declared)


@pytest.mark.parametrize(("title", "expected"), cases(), ids=[title[:40] for title, _ in cases()])
def test_a_title_says_whose_report_it_is(title: str, expected: list[str]) -> None:
    identity = identify(document(title + BODY), load_reference())
    said = [identity.organisation, identity.organisation_type, identity.region_code, str(identity.fiscal_year or ""), identity.report_type]
    assert said == expected


def test_what_a_manifest_declares_beats_the_title() -> None:
    declared = Declared(organisation="青埠县水利局", region_code="369923", fiscal_year=2020)
    identity = identify(document("江岑县水务局2022年度部门整体支出绩效自评报告" + BODY, declared=declared), load_reference())
    assert (identity.organisation, identity.organisation_type, identity.region_code, identity.fiscal_year) == (
        "青埠县水利局",
        "bureau",
        "369923",
        2020,
    )


def test_the_signature_names_the_body_where_nothing_before_does() -> None:
    text = "部门整体支出绩效自评报告\n一、基本情况\n按照要求开展自评。\n江岑县水利局\n2022年4月12日\n"
    assert identify(document(text), load_reference()).organisation == "江岑县水利局"


def test_the_body_of_the_text_names_the_body_where_no_other_place_does() -> None:
    text = "部门整体支出绩效自评报告\n一、基本情况\n江岑县水利局是县人民政府工作部门。与江岑县财政局协作。\n"
    identity = identify(document(text), load_reference())
    assert identity.organisation == "江岑县水利局"
    assert identity.spans[0].of(text) == "江岑县水利局"


def test_the_files_name_names_body_and_year_where_the_text_does_not() -> None:
    text = "绩效自评报告\n一、基本情况\n按照要求开展自评，总体情况良好。\n"
    identity = identify(document(text, "浏阳市民政局2021年度部门整体支出绩效自评报告.txt"), load_reference())
    assert (identity.organisation, identity.fiscal_year, identity.report_type, identity.region_code) == (
        "浏阳市民政局",
        2021,
        "department",
        "430181",
    )


def test_unknown_is_left_empty_not_guessed() -> None:
    identity = identify(document("会议纪要\n本次会议讨论了有关事项，形成以下意见，请遵照执行。\n", "x.txt"), load_reference())
    assert (identity.organisation, identity.region, identity.region_code, identity.fiscal_year) == ("", "", "", None)
    assert identity.report_type == "unknown"
    assert identity.aliases == ()


def test_a_name_without_its_place_is_told_in_full_if_the_head_has_it() -> None:
    text = "县水利局2021年度部门整体支出绩效自评报告\n江岑县水利局是县人民政府工作部门。\n"
    assert identify(document(text), load_reference()).organisation == "江岑县水利局"


def test_of_two_namesakes_the_one_is_meant_whose_city_the_head_names() -> None:
    text = "鼓楼区司法局2022年度部门整体支出绩效自评报告\n根据福州市财政局通知要求开展自评。\n"
    identity = identify(document(text), load_reference())
    assert (identity.region_code, identity.region) == ("350102", "福建省福州市鼓楼区")


def test_the_spans_of_an_identity_slice_back_to_body_and_year() -> None:
    text = "附件2\n\n２０２２ 年度广州市海珠区人民政府\n南石头街道办事处部门整体支出绩效自评报告\n一、基本情况\n职责如下。\n"
    identity = identify(document(text), load_reference())
    assert identity.organisation == "广州市海珠区人民政府南石头街道办事处"
    assert [span.of(text).replace("\n", "") for span in identity.spans] == ["广州市海珠区人民政府南石头街道办事处", "２０２２ 年"]


@pytest.mark.parametrize(
    ("title", "text", "aliases"),
    [
        ("广州市海珠区人民政府南石头街道办事处", "", {"南石头街道", "南石头街道办事处", "海珠区南石头街道办事处", "南石头街"}),
        (
            "滨宁市市场监督管理局",
            "滨宁市市场监督管理局（挂滨宁市知识产权局牌子）负责监管。",
            {"市市场监管局", "市监局", "滨宁市知识产权局"},
        ),
        ("睢南区卫生健康委员会", "睢南区卫生健康委员会（简称区卫健委）为区政府工作部门。", {"区卫健委", "卫健委"}),
        ("珠海市香洲区数字政务发展中心", "珠海市香洲区数字政务发展中心（以下简称“数发中心”）成立。", {"数发中心"}),
        ("珠海市香洲区数字政务发展中心", "数发中心负责运维。全年数发中心开展培训。", {"数发中心"}),
        ("江岑县人力资源和社会保障局", "", {"县人社局", "人社局", "江岑县人社局"}),
    ],
)
def test_a_body_is_known_by_its_short_names(title: str, text: str, aliases: set[str]) -> None:
    identity = identify(document(f"{title}2022年度部门整体支出绩效自评报告\n一、基本情况\n{text}\n"), load_reference())
    assert aliases <= set(identity.aliases)


def test_the_words_for_oneself_are_known_by_the_type_of_body() -> None:
    assert "我街" in self_names("street_office", load_reference())
    assert "我局" in self_names("bureau", load_reference())


FORM = """<html><body><p>2022年度项目支出绩效自评表</p><table>
<tr><td>项目名称</td><td colspan="3">农村供水保障工程</td></tr>
<tr><td>主管部门</td><td>江岑县水利局</td><td>实施单位</td><td>规划建设股</td></tr>
<tr><td>项目资金（万元）</td><td>年初预算数</td><td>全年预算数</td><td>全年执行数</td></tr>
<tr><td>年度资金总额</td><td>820.00</td><td>1260.50</td><td>1233.05</td></tr></table></body></html>"""


def test_a_forms_head_names_the_body_beside_its_label() -> None:
    parsed = document(FORM, "form.html")
    assert parsed.tables, "the form is a table"
    identity = identify(parsed, load_reference())
    assert (identity.organisation, identity.fiscal_year, identity.report_type) == ("江岑县水利局", 2022, "project")
    assert [span.of(parsed.text) for span in identity.spans[:1]] == ["江岑县水利局"]


SHARED = Path(__file__).parents[3] / "shared" / "reports"
REPORTS = {
    "binning-shijian-2023.txt": ("广东省滨宁市市场监督管理局", "", 2023),
    "caoqiaobang-2023.txt": ("上海市普陀区曹桥浜街道办事处", "310107", 2023),
    "fentun-2022.txt": ("汾屯县教育科技局", "", 2022),
    "jialin-jiaotong-2022.html": ("重庆市嘉临区交通局", "", 2022),
    "jiangcen-2021.pdf": ("江岑县水利局", "", 2021),
    "liyang-fayuan-2023.txt": ("济州市历阳区人民法院", "", 2023),
    "nanshitou-2022.txt": ("广州市海珠区人民政府南石头街道办事处", "440105", 2022),
    "yunjiang-jiaoti-2022.docx": ("云江县教育体育局", "", 2022),
    "zhangyuan-2023.xlsx": ("漳源县人力资源和社会保障局", "", 2023),
}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real reports lie beside the checkout only where it is scored")
@pytest.mark.parametrize("name", REPORTS)
def test_a_real_report_says_whose_it_is(name: str) -> None:
    identity = identify(read(SHARED / name), load_reference())
    assert (identity.organisation, identity.region_code, identity.fiscal_year) == REPORTS[name]
    assert identity.report_type == "department"


WORDS = """
江岑县 水利局 人民政府 街道办事处 2022年度 二〇二二年 ２０２２ 年 附件2 附件： 关于 部门整体支出 项目支出 绩效自评 报告 自评表 鼓楼区
（ ） 《 》 ： 。 一、 ** # 的 和 广州市 局 委员会 单位名称： 130,92.54 万元 ９９９９年 00年
"""


@given(st.lists(st.sampled_from([*WORDS.split(), "\n", "\t", " "]), max_size=30).map("".join), st.text(max_size=20))
@settings(max_examples=150)
def test_whatever_the_words_an_identity_slices_back_and_never_fails(text: str, file_name: str) -> None:
    text = text + BODY
    identity = identify(document(text, file_name + ".txt"), load_reference())
    assert all(0 <= span.start < span.end <= len(text) for span in identity.spans)
    assert identity.fiscal_year is None or 2000 <= identity.fiscal_year < 2050
    assert identity.organisation not in identity.aliases


@given(st.sampled_from([title for title, _ in cases() if "\n" not in title]))
@settings(max_examples=40)
def test_full_width_characters_change_nothing(title: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "0" <= c <= "9" else c for c in title)
    narrow, broad = (identify(document(text + BODY), load_reference()) for text in (title, wide))
    assert replace(narrow, spans=()) == replace(broad, spans=())


def test_a_long_text_costs_no_more_than_its_length() -> None:
    text = "江岑县水利局2022年度部门整体支出绩效自评报告\n" + "全局各局水局县局全年完成水利局任务。" * 20_000
    parsed = document(text)
    started = time.process_time()
    identify(parsed, load_reference())
    assert time.process_time() - started < 1.0
