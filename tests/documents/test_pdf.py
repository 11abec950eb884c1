"""PDF pages as others' programs draw them: heads, page ends, wrapped cells, turned pages, columns, scans."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from warehouse.documents import UnreadableFile, read_content
from warehouse.documents.formats.pdf_layout import Box, Line, PageLayout, in_reading_order, with_furniture, with_indents
from warehouse.model import Document

FONT = "STSong-Light"
HEAD = "青禾县水利局2022年度部门整体支出绩效自评报告"


class Pages:
    """A canvas on which lines are put by their place from the top left corner."""

    def __init__(self, size: tuple[float, float] = A4) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.out = io.BytesIO()
        self.height = size[1]
        self.canvas = Canvas(self.out, pagesize=size)

    def put(self, text: str, left: float, top: float, size: float = 12) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(left, self.height - top, text)

    def lines(self, texts: list[str], top: float = 120, left: float = 80) -> None:
        for number, text in enumerate(texts):
            self.put(text, left, top + 24 * number)

    def grid(self, columns: list[float], rows: list[float]) -> None:
        for x in columns:
            self.canvas.line(x, self.height - rows[0], x, self.height - rows[-1])
        for y in rows:
            self.canvas.line(columns[0], self.height - y, columns[-1], self.height - y)

    def turn(self) -> None:
        self.canvas.showPage()

    def read(self) -> Document:
        self.canvas.save()
        return read_content(self.out.getvalue(), "a.pdf")


def test_a_title_that_is_also_the_running_head_stays_in_the_flow() -> None:
    pages = Pages()
    for number in (1, 2, 3):
        pages.put(HEAD, 190, 45, 9)
        if number == 1:
            pages.put(HEAD, 120, 70, 9)
        pages.lines([f"第{number}页上写着全年预算数1,234.56万元，执行数1,111.10", "万元，完成预算的90.00%。"])
        pages.put(f"— {number} —", 280, 790, 9)
        pages.turn()
    document = pages.read()
    assert document.title == HEAD
    assert document.flow.text.count(HEAD) == 1
    assert len(document.furniture) == 6


def test_a_sentence_cut_by_a_page_end_is_joined_in_the_flow() -> None:
    pages = Pages()
    pages.lines(["全年实施农村供水保障工程46处，受益人口约5.83万人，农村自来水"])
    pages.put("- 1 -", 280, 800)
    pages.turn()
    pages.lines(["普及率达到89.6%，较上年提高2.3个百分点。"])
    pages.put("- 2 -", 280, 800)
    document = pages.read()
    assert "农村自来水普及率达到89.6%" in document.flow.text
    assert [page.number for page in document.pages] == [1, 2]


def test_a_table_cut_by_a_page_end_is_one_table() -> None:
    pages = Pages()
    columns, rows = [80.0, 200.0, 300.0, 400.0], [700.0, 724.0, 748.0]
    for number, texts in enumerate([["指标名称", "指标值", "完成值"], ["供水工程", "46处", "46处"]]):
        for column, text in enumerate(texts):
            pages.put(text, columns[column] + 4, rows[number] + 16, 10)
    pages.grid(columns, rows)
    pages.put("— 1 —", 280, 800)
    pages.turn()
    pages.grid(columns, [80.0, 104.0, 128.0])
    for number, texts in enumerate([["指标名称", "指标值", "完成值"], ["治理河流", "18公里", "18.7公里"]]):
        for column, text in enumerate(texts):
            pages.put(text, columns[column] + 4, 80 + 24 * number + 16, 10)
    pages.put("— 2 —", 280, 800)
    document = pages.read()
    (table,) = document.tables
    assert [(cell.row, cell.text) for cell in table.cells if cell.column == 0] == [(0, "指标名称"), (1, "供水工程"), (2, "治理河流")]
    assert all(cell.span.of(document.text) == cell.text for cell in table.cells)


def test_a_cell_wrapped_in_its_width_is_one_text() -> None:
    pages = Pages()
    columns, rows = [80.0, 130.0, 180.0], [100.0, 150.0, 200.0]
    pages.grid(columns, rows)
    names = [("指标名", 116), ("称", 132), ("义务教", 166), ("育巩固", 182), ("率", 198)]
    for text, left, top in [*((text, 84, top) for text, top in names), ("得分", 134, 116), ("13,092", 134, 166), (".54", 134, 182)]:
        pages.put(text, left, top, 14)
    pages.lines(["以上为本年度绩效指标完成情况，供参考使用。"], top=240)
    (table,) = pages.read().tables
    assert [cell.text for cell in table.cells] == ["指标名称", "得分", "义务教育巩固率", "13,092.54"]


# How content is drawn on a portrait sheet so that it stands upright when the sheet is turned.
UPRIGHT = {0: (1, 0, 0, 1, 0, 0), 90: (0, 1, -1, 0, A4[0], 0), 180: (-1, 0, 0, -1, *A4), 270: (0, -1, 1, 0, 0, A4[1])}


@pytest.mark.parametrize("rotation", list(UPRIGHT))
def test_a_turned_page_keeps_its_cells(rotation: int) -> None:
    pages = Pages()
    pages.height = A4[0] if rotation % 180 else A4[1]
    pages.canvas.setPageRotation(rotation)
    pages.canvas.transform(*UPRIGHT[rotation])
    columns, rows = [80.0, 200.0, 300.0], [100.0, 124.0, 148.0]
    pages.grid(columns, rows)
    for number, texts in enumerate([["指标名称", "完成值"], ["治理河流", "18.7公里"]]):
        for column, text in enumerate(texts):
            pages.put(text, columns[column] + 4, rows[number] + 16, 10)
    pages.lines(["以上为本年度绩效指标完成情况，供参考使用。"], top=240)
    (table,) = pages.read().tables
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (0, 0, "指标名称"), (0, 1, "完成值"), (1, 0, "治理河流"), (1, 1, "18.7公里"),
    ]  # fmt: skip


def test_a_frame_around_the_page_is_no_table() -> None:
    pages = Pages()
    pages.grid([60.0, 540.0], [60.0, 780.0])
    pages.lines(["全年预算数1,234.56万元。", "执行数1,111.10万元。"])
    assert pages.read().tables == ()


def test_a_first_line_set_further_right_begins_a_paragraph() -> None:
    pages = Pages()
    pages.lines(["本单位主要负责辖区公共事务的组织、协调和服务工作"], top=120, left=104)
    pages.lines(["以及上级交办的其他事项", "共计三类任务"], top=144)
    pages.lines(["年末在职人员58人，退休人员12人，编制60名"], top=192, left=104)
    pages.lines(["均在规定范围以内"], top=216)
    flow = pages.read().flow.text
    assert [line[:4] for line in flow.split("\n")] == ["本单位主", "年末在职"]


def test_a_watermark_on_every_page_does_not_cut_the_sentences() -> None:
    pages = Pages()
    for number in range(4):
        pages.lines([f"第{number + 1}项工作全年实施农村供水保障工程46处，受益人口约5.83"])
        pages.put("内部资料", 250, 400, 40)
        pages.lines(["万人，自来水普及率达到89.6%。"], top=144)
        pages.turn()
    document = pages.read()
    assert "约5.83万人" in "".join(document.flow.text.split())
    assert "内部资料" not in document.flow.text


def test_a_report_most_of_whose_pages_are_pictures_is_a_scan() -> None:
    pages = Pages()
    pages.lines(["青禾县水利局2022年度部门整体支出绩效自评报告封面"])
    for _ in range(3):
        pages.turn()
        pages.canvas.rect(100, 100, 300, 400, fill=1)
    with pytest.raises(UnreadableFile) as caught:
        pages.read()
    assert caught.value.reason_code == "no_text_layer"


def test_content_out_of_order_is_put_into_reading_order() -> None:
    lines = [Line("第二段", Box(80, 200, 300, 212)), Line("第三段", Box(80, 220, 300, 232)), Line("第一段", Box(80, 100, 300, 112))]
    assert [item.text for item in in_reading_order(lines) if isinstance(item, Line)] == ["第一段", "第二段", "第三段"]


def test_columns_side_by_side_keep_the_order_of_the_content() -> None:
    left = [Line(f"左{i}", Box(80, 100 + 20 * i, 280, 112 + 20 * i)) for i in range(4)]
    right = [Line(f"右{i}", Box(320, 100 + 20 * i, 520, 112 + 20 * i)) for i in range(4)]
    assert [item.text for item in in_reading_order([*left, *right]) if isinstance(item, Line)] == [line.text for line in [*left, *right]]


def test_a_number_in_the_text_is_no_page_mark() -> None:
    page = PageLayout(1, 842, (Line("12", Box(80, 400, 92, 412)), Line("12", Box(290, 800, 302, 812))))
    (found,) = with_furniture([page])
    assert [item.is_furniture for item in found.items if isinstance(item, Line)] == [False, True]


def test_a_block_set_in_as_a_whole_is_not_torn_apart() -> None:
    body = [Line(f"正文{i}", Box(80, 100 + 20 * i, 300, 112 + 20 * i)) for i in range(5)]
    block = [Line(f"引文{i}", Box(104, 200 + 20 * i, 300, 212 + 20 * i)) for i in range(3)]
    (page,) = with_indents([PageLayout(1, 842, (*body, *block))])
    assert [item.text.startswith("\u3000\u3000") for item in page.items[5:] if isinstance(item, Line)] == [True, False, False]


def test_a_scan_without_text_is_told_apart_from_a_damaged_file(tmp_path: Path) -> None:
    pages = Pages()
    pages.canvas.rect(100, 100, 300, 400, fill=1)
    with pytest.raises(UnreadableFile) as caught:
        pages.read()
    assert caught.value.reason_code == "no_text_layer"
    with pytest.raises(UnreadableFile) as caught:
        read_content(b"%PDF-1.7\n" + bytes(range(256)) * 8, "a.pdf")
    assert caught.value.reason_code == "damaged"
