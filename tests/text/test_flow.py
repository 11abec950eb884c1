"""The text as it is read, and the way back to the document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from warehouse.model import Span
from warehouse.text.flow import build_flow, normalise


def _flow(text: str) -> str:
    return build_flow(text)[0].text


def test_a_paragraph_cut_by_a_page_break_is_joined() -> None:
    assert _flow("组建工作专班，力争\n\n打造西部新标杆。") == "组建工作专班，力争打造西部新标杆。"


def test_a_paragraph_that_ends_its_sentence_stays_apart() -> None:
    assert _flow("完成全部任务。\n\n今年以来共立案224宗。") == "完成全部任务。\n今年以来共立案224宗。"


def test_a_heading_is_not_joined_to_what_follows() -> None:
    assert _flow("一、基本情况\n\n本局内设股室9个。") == "一、基本情况\n本局内设股室9个。"


def test_an_indented_line_begins_a_paragraph() -> None:
    assert len(build_flow("总体平稳\n　　今年以来共立案224宗。")[1]) == 2


def test_a_number_broken_by_a_blank_or_a_line_end_is_whole_again() -> None:
    assert _flow("新增学位1 080 个") == "新增学位1080个"
    assert _flow("支出15.3\n6万元") == "支出15.36万元"


def test_two_whole_numbers_stay_apart() -> None:
    assert _flow("97.00 10") == "97.00 10"


def test_a_blank_between_latin_words_stays() -> None:
    assert _flow("采用 Open Data 标准") == "采用Open Data标准"


def test_marks_of_a_converter_are_left_out() -> None:
    assert _flow("获赠锦旗 6 面。**志愿服务亮点纷呈。**在保利社区") == "获赠锦旗6面。志愿服务亮点纷呈。在保利社区"


def test_a_comma_between_digits_is_the_numbers_and_others_part_clauses() -> None:
    assert normalise("预算120,5万元,实际支出113万元") == "预算120,5万元，实际支出113万元"


def test_page_furniture_inside_a_sentence_is_read_over() -> None:
    text = "新增学\n- 4 -\n位1,350 个。"
    flow, _ = build_flow(text, furniture=[Span(4, 9)])
    assert flow.text == "新增学位1,350个。"


def test_a_place_in_the_flow_leads_back_to_the_documents_text() -> None:
    text = "全年预算数 130,92.54 万元，\n\n执行数 115,28.89 万元。"
    flow, _ = build_flow(text)
    start = flow.text.index("115")
    assert flow.span(start, start + len("115,28.89")).of(text) == "115,28.89"


@given(st.text(alphabet="一年共 \n\r\t,.，。0123456789*#（）%年ａ３Ａ", max_size=80))
def test_every_character_of_the_flow_stands_in_the_text(text: str) -> None:
    flow, paragraphs = build_flow(text)
    clean = normalise(text)
    for place, char in enumerate(flow.text):
        if char not in "\n ":
            assert clean[flow.source(place)] == char
    for paragraph in paragraphs:
        assert 0 <= paragraph.start < paragraph.end <= len(flow.text)
