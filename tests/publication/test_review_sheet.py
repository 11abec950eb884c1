"""The review sheet: what stands in it, and that a filled one reads back as it was filled in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from flows.review_queue import unmistakable
from warehouse.errors import UsageError
from warehouse.model import ROLES
from warehouse.publication.review_sheet import DISCOVERED, DOUBTFUL, GUIDE, SHEETS, UNCLAIMED, read_answers, sheet_bytes

FORMULA = '=HYPERLINK("http://x","点")'
QUEUE = {
    UNCLAIMED: [["r.txt", "共", "640", "路视频", "二、产出", 3]],
    DISCOVERED: [[FORMULA, "个", "2022", "甲县水务局", "", ""]],
    DOUBTFUL: [["r.txt", "预算数130,92.54万元", "130,92.54", "部门整体", "annual_budget", "130", "万元", "经修复", "一", None]],
}


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "q.xlsx"
    path.write_bytes(sheet_bytes(QUEUE))
    return path


def fill(path: Path, sheet: str, row: int, **cells: object) -> None:
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    columns = {str(cell.value): cell.column for cell in page[1]}
    for heading, value in cells.items():
        page.cell(row, columns[heading]).value = value
    book.save(path)


def test_each_sheet_has_its_headings_a_frozen_header_and_its_rows(sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    assert book.sheetnames == [*(one.name for one in SHEETS), GUIDE]
    for one in SHEETS:
        page = book[one.name]
        assert tuple(cell.value for cell in page[1]) == one.headings
        assert (page.freeze_panes, page.max_row) == ("A2", 1 + len(QUEUE[one]))


def test_no_cell_is_a_formula_or_a_link(sheet: Path) -> None:
    with zipfile.ZipFile(sheet) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not [page for page in pages if "<f>" in page or "<hyperlink" in page]
    assert openpyxl.load_workbook(sheet)[DISCOVERED.name]["A2"].data_type == "s"


def test_roles_are_chosen_from_the_list_that_the_model_knows(sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    (choice,) = book[UNCLAIMED.name].data_validations.dataValidation
    place = choice.formula1.split("!")[1].replace("$", "")
    offered = {row[0].value for row in book[GUIDE][place]}
    assert offered == {role for roles in ROLES.values() for role in roles}


def test_the_same_queue_gives_the_same_bytes() -> None:
    assert sheet_bytes(QUEUE) == sheet_bytes(QUEUE)


def test_a_sheet_that_nobody_filled_in_has_no_answer(sheet: Path) -> None:
    assert read_answers(sheet) == ()


def test_an_answer_keeps_its_place_and_the_digits_as_typed(sheet: Path) -> None:
    fill(sheet, DOUBTFUL.name, 2, 更正值="13092.50", 理由="逗号错位", 复核人="张三")
    (answer,) = read_answers(sheet)
    assert (answer.sheet, answer.row, answer["更正值"], answer["原文"]) == (DOUBTFUL, 2, "13092.50", "预算数130,92.54万元")
    assert answer.problem("理由", "is empty") == "sheet 存疑读数, row 2, column 理由: is empty"


def test_a_number_that_the_spreadsheet_stored_as_one_reads_plain(sheet: Path) -> None:
    fill(sheet, DOUBTFUL.name, 2, 更正值=13092.54, 理由="逗号错位", 复核人="张三")
    assert read_answers(sheet)[0]["更正值"] == "13092.54"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", "指标,归入".encode()])
def test_what_is_no_workbook_is_said_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="not a workbook"):
        read_answers(path)


def test_an_archive_that_is_no_workbook_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "x")
    path.write_bytes(packed.getvalue())
    with pytest.raises(UsageError, match="not a workbook"):
        read_answers(path)


def test_a_column_that_was_taken_away_is_named(sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    book[DOUBTFUL.name].delete_cols(DOUBTFUL.headings.index("理由") + 1)
    book.save(sheet)
    with pytest.raises(UsageError, match="sheet 存疑读数, row 1 lacks the column 理由"):
        read_answers(sheet)


@pytest.mark.parametrize(
    ("text", "number", "quote"),
    [
        ("全年预算数130,92.54\n万元，", "130,92.54", "全年预算数130,92.54 万元，"),
        ("投入15万元购5台", "5", "万元购5台"),
        ("5台用于5村", "5", "5台用于"),
        ("甲\u200b共5台\u200b乙", "5", "共5台"),
    ],
)
def test_a_quote_holds_its_number_once_and_only_what_a_sheet_can_show(text: str, number: str, quote: str) -> None:
    start = text.index(number) if text != "投入15万元购5台" else text.rindex(number)
    assert unmistakable(text, 0, len(text), start, start + len(number)) == (quote, number)
