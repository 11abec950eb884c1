"""The section tree and the sentences."""

from __future__ import annotations

from warehouse.text.outline import outline

_REPORT = """清河县水利局2022年度部门整体支出绩效自评报告
一、基本情况
（一）部门职能。负责全县水利工作。内设股室9个。
二、重点项目支出情况 1.农村供水工程:年初预算260万元。2.河道治理:预算486万元。
三、存在的问题
一是资金到位较慢。二是人员不足。
"""


def _titles() -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in outline(_REPORT).sections]


def test_headings_have_their_levels_and_titles() -> None:
    assert _titles()[:5] == [(2, "基本情况"), (3, "部门职能"), (2, "重点项目支出情况"), (4, "农村供水工程"), (4, "河道治理")]


def test_items_within_a_paragraph_are_sections_of_the_deepest_level() -> None:
    assert (7, "资金到位较慢") in _titles()


def test_a_section_ends_where_the_next_of_its_level_begins() -> None:
    read = outline(_REPORT)
    first, second = (next(s for s in read.sections if s.title == title) for title in ("农村供水工程", "河道治理"))
    assert first.body.end == second.heading.start
    assert read.flow.text[first.body.start : first.body.end] == "：年初预算260万元。"


def test_the_path_of_a_section_names_those_around_it() -> None:
    assert next(s.path for s in outline(_REPORT).sections if s.title == "河道治理") == "二、重点项目支出情况/2.河道治理"


def test_the_title_is_the_line_that_names_the_report() -> None:
    assert outline(_REPORT).title == "清河县水利局2022年度部门整体支出绩效自评报告"


def test_sentences_cover_every_paragraph() -> None:
    read = outline(_REPORT)
    assert "".join(read.flow.text[s.span.start : s.span.end] for s in read.sentences) == "".join(
        p.of(read.flow.text) for p in read.paragraphs
    )


def test_a_sentence_knows_its_innermost_section() -> None:
    read = outline(_REPORT)
    sentence = next(s for s in read.sentences if "486" in read.flow.text[s.span.start : s.span.end])
    assert read.sections[sentence.section].title == "河道治理"


def test_numbers_in_running_text_open_no_section() -> None:
    assert outline("全年培训3期、420人次，完成率1.2%。").sections == ()


def test_short_lines_of_their_own_are_headings_where_none_is_labelled() -> None:
    read = outline("清河县水利局自评报告\n\n项目概况\n改造危桥12座。\n\n存在的主要问题\n施工进度滞后。\n")
    assert [(section.level, section.title) for section in read.sections] == [(2, "项目概况"), (2, "存在的主要问题")]


def test_a_short_line_is_no_heading_in_a_report_that_labels_its_own() -> None:
    assert "项目概况" not in {section.title for section in outline(_REPORT + "项目概况\n改造危桥12座。\n").sections}
