"""Tables in plain text: cells in their places, spans exact, and no table where there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.documents import find_text_tables
from warehouse.model import Table

FORM = (
    "附:自评表\r\n一级指标 二级指标 三级指标 指标值 完成值 分值 得分\r\n"
    "产出指标 数量指标 校舍建设面积 ≥4.2万平方米 4.26万平方米 10 10\r\n"
    "教师培训人次 ≥2000人次 2150人次 10 10\r\n"
    "质量指标 义务教育巩固率 ≥99% 99.2% 10 10\r\n"
    "合计 100 99.5\r\n五、主要做法及成效\r\n"
)


def grid(table: Table) -> dict[tuple[int, int], str]:
    """Every place of the table with the text of the cell that covers it."""
    return {
        (row, column): cell.text
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }


def test_rows_are_aligned_from_the_right_and_what_they_lack_is_carried_down() -> None:
    (table,) = find_text_tables(FORM)
    places = grid(table)
    assert [places[2, column] for column in range(7)] == [
        "产出指标", "数量指标", "教师培训人次", "≥2000人次", "2150人次", "10", "10",
    ]  # fmt: skip
    assert places[3, 0] == "产出指标"
    assert places[3, 1] == "质量指标"


def test_a_total_row_keeps_its_name_on_the_left() -> None:
    (table,) = find_text_tables(FORM)
    places = grid(table)
    assert (places[4, 0], places[4, 5], places[4, 6]) == ("合计", "100", "99.5")


def test_cells_slice_back_and_the_table_covers_them() -> None:
    (table,) = find_text_tables(FORM)
    assert all(cell.span.of(FORM) == cell.text for cell in table.cells)
    assert table.span.of(FORM).startswith("一级指标")
    assert table.span.of(FORM).endswith("99.5")


def test_a_markdown_table_is_read_without_its_ruler() -> None:
    text = (
        "| 指标名称 | 目标值 | 完成值 | 完成率 |\n|---|---|---|---|\n| 事项（件） | 3000 | 3120 | 104% |\n| 修路（条） | 14 |  | 100% |\n"
    )
    (table,) = find_text_tables(text)
    assert grid(table)[2, 2] == ""
    assert grid(table)[1, 3] == "104%"
    assert all(cell.span.of(text) == cell.text for cell in table.cells)


def test_cells_parted_by_tabs_may_be_empty_or_hold_blanks() -> None:
    text = "指标名称\t指标值\t完成值\t分值\n办理 事项\t≥10件\t\t10\n整修道路\t5条\t5条\t10\n"
    places = grid(find_text_tables(text)[0])
    assert (places[1, 0], places[1, 2], places[2, 2]) == ("办理 事项", "", "5条")


@pytest.mark.parametrize(
    "text",
    [
        "一级指标 二级指标 三级指标 指标值 完成值 分值 得分\n五、主要做法\n",
        "全年预算数 13,092.54 万元，执行数 11,528.89 万元。\n完成预算的 88.06 %。\n其中 项目 三个。\n",
        "我们 一起 努力 工作\n甲 乙 丙 丁\n戊 己 庚 辛\n",
        "一是 分值 得分 情况良好。\n二是 其他 事项。\n",
        "",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert find_text_tables(text) == ()


def test_a_table_ends_where_prose_begins() -> None:
    text = FORM.replace("合计 100 99.5\r\n", "以上 指标 均已完成。下一步 继续 努力工作。\r\n")
    (table,) = find_text_tables(text)
    assert table.span.of(text).endswith("99.2% 10 10")


@given(st.lists(st.lists(st.text(alphabet="甲乙1%", min_size=1, max_size=4), min_size=2, max_size=7), min_size=2, max_size=8))
def test_every_place_is_covered_by_at_most_one_cell(rows: list[list[str]]) -> None:
    text = "一级指标 二级指标 三级指标 指标值 完成值 分值 得分\n" + "\n".join(" ".join(row) for row in rows)
    for table in find_text_tables(text):
        covered = sum(cell.row_span * cell.column_span for cell in table.cells)
        assert covered == len(grid(table))
        assert all(cell.span.of(text) == cell.text for cell in table.cells)
