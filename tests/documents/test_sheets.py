"""XLSX, XLS and CSV: what is prose and what is a table in a sheet, merged cells, values of every type."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from warehouse.documents import UnreadableFile, read_content
from warehouse.documents.formats.sheet import Sheet, write_sheet
from warehouse.documents.writing import GridCell, Writer

Row = list[object]


def book(rows: list[Row], formats: dict[str, str] | None = None) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for place, code in (formats or {}).items():
        sheet[place].number_format = code
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def lines(rows: list[list[str]]) -> tuple[str, list[list[str]]]:
    """The text of a sheet, and the texts of each table's cells."""
    writer = Writer()
    write_sheet(writer, Sheet("", [GridCell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text]))
    parts = writer.parts()
    return parts.text, [[cell.text for cell in table.cells] for table in parts.tables]


def test_values_are_read_as_displayed() -> None:
    rows: list[Row] = [
        ["单位整体支出绩效自评表（2023年度）"],
        ["指标", "数值", "日期", "是否", "时间"],
        ["预算数", 14260000, date(2024, 3, 18), True, datetime(2024, 3, 18, 9, 30)],
        ["执行率", 0.9622, 3.5, False, "文字"],
    ]
    formats = {"B3": "#,##0.00", "C3": 'yyyy"年"m"月"d"日"', "B4": "0.00%", "E3": "yyyy-mm-dd hh:mm"}
    text = read_content(book(rows, formats), "a.xlsx").text
    assert text.splitlines()[2:] == ["预算数\t14,260,000.00\t2024年3月18日\tTRUE\t2024-03-18 09:30", "执行率\t96.22%\t3.5\tFALSE\t文字"]


def test_no_formula_is_run() -> None:
    text = read_content(
        book([["一级指标", "得分"], ["产出指标完成情况", "=1+1"], ["效益指标完成情况", '=HYPERLINK("http://127.0.0.1:1/")']]), "a.xlsx"
    ).text
    assert "2" not in text
    assert "127.0.0.1" not in text


def test_rich_text_is_read_whole() -> None:
    rich = CellRichText("全年预算数", TextBlock(InlineFont(b=True), "1,234.56"), "万元，执行完毕。")
    assert read_content(book([[rich]]), "a.xlsx").text == "全年预算数1,234.56万元，执行完毕。\n"


def test_hidden_sheets_are_not_read_and_visible_ones_follow_each_other() -> None:
    workbook = openpyxl.Workbook()
    for name, state in (("甲", "visible"), ("乙", "hidden"), ("丙", "visible")):
        sheet = workbook.create_sheet(name)
        sheet.sheet_state = state
        sheet.append([f"{name}表的说明文字，共三句。"])
    del workbook["Sheet"]
    out = io.BytesIO()
    workbook.save(out)
    assert read_content(out.getvalue(), "a.xlsx").text == "甲表的说明文字，共三句。\n\n丙表的说明文字，共三句。\n"


def test_an_untitled_table_has_the_name_of_its_sheet() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "项目支出明细表"
    sheet.append(["项目名称", "预算数"])
    sheet.append(["办案业务", "620"])
    out = io.BytesIO()
    workbook.save(out)
    assert read_content(out.getvalue(), "a.xlsx").tables[0].title == "项目支出明细表"


def test_prose_title_unit_and_notes_stand_outside_the_tables() -> None:
    text, tables = lines(
        [
            ["2023年度项目支出明细表"], ["单位：万元"],
            ["项目", "预算数", "决算数"], ["办案", "1", "2"], ["合计", "1", "2"], ["注：含结转。"],
            ["2023年度“三公”经费支出表"], ["项目", "预算数", "决算数"], ["接待", "3", "4"],
        ]
    )  # fmt: skip
    assert tables == [["项目", "预算数", "决算数", "办案", "1", "2", "合计", "1", "2"], ["项目", "预算数", "决算数", "接待", "3", "4"]]
    assert text.splitlines()[5] == "注：含结转。"


def test_a_short_single_text_inside_a_table_stays_in_it() -> None:
    _, tables = lines([["指标", "目标值", "完成值"], ["甲", "1", "2"], ["", "……"], ["乙", "3", "4"]])
    assert tables == [["指标", "目标值", "完成值", "甲", "1", "2", "……", "乙", "3", "4"]]


def test_an_empty_row_parts_tables() -> None:
    assert len(lines([["指标", "值"], ["甲", "1"], [], ["项目", "数"], ["乙", "2"]])[1]) == 2


@pytest.mark.parametrize(("mark", "encoding"), [(",", "utf-8-sig"), (",", "gb18030"), ("\t", "utf-16"), (";", "utf-8")])
def test_csv_in_any_encoding_and_with_any_mark(mark: str, encoding: str) -> None:
    text = "\r\n".join(mark.join(row) for row in (["指标名称", "目标值", "完成值"], ["办理量", '"3,120"', "3120"], ["满意度", "", "93.5"]))
    document = read_content(text.encode(encoding), "a.csv")
    assert document.text == "指标名称\t目标值\t完成值\n办理量\t3,120\t3120\n满意度\t\t93.5\n"


def test_xls_numbers_and_dates_are_read_as_displayed() -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("明细")
    for column, text in enumerate(("项目", "预算数", "执行率", "日期")):
        sheet.write(0, column, text)
    sheet.write(1, 0, "办案业务经费")
    sheet.write(1, 1, 14260000, xlwt.easyxf(num_format_str="#,##0.00"))
    sheet.write(1, 2, 0.965, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(1, 3, datetime(2024, 3, 18), xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'))
    out = io.BytesIO()
    workbook.save(out)
    assert read_content(out.getvalue(), "a.xls").text.splitlines()[1] == "办案业务经费\t14,260,000.00\t96.5%\t2024年3月18日"


def test_a_sheet_with_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from warehouse.documents import limits
    from warehouse.documents.formats import xlsx

    monkeypatch.setattr(xlsx, "LIMITS", replace(limits.LIMITS, cells=20))
    with pytest.raises(UnreadableFile) as caught:
        read_content(book([[1, 2, 3]] * 10), "a.xlsx")
    assert caught.value.reason_code == "too_complex"


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    data = book([["甲", "乙"], ["一", "二"]])
    for broken in (data[:-50], data[: len(data) // 2]):
        with pytest.raises(UnreadableFile) as caught:
            read_content(broken, "a.xlsx")
        assert caught.value.reason_code == "damaged"
