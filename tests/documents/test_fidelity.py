"""The same report in every format: the same text, the same tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.report_writers import FORM, REPORT, TITLE, WRITERS, Form, write_pdf
from warehouse.documents import read
from warehouse.model import Document, Table
from warehouse.text.width import fold

SPREADING = (".docx", ".html", ".xlsx", ".xls", ".rtf", ".pdf")


def bare(text: str) -> str:
    return "".join(text.split())


def report_text(blocks: tuple[str | Form, ...] = REPORT) -> str:
    return bare("".join("".join(map("".join, block.rows())) if isinstance(block, Form) else block for block in blocks))


def without_furniture(document: Document) -> str:
    text = document.text
    for span in reversed(document.furniture):
        text = text[: span.start] + text[span.end :]
    return bare(text)


def shape(table: Table) -> set[tuple[int, int, str, int, int]]:
    return {(c.row, c.column, bare(c.text), c.row_span, c.column_span) for c in table.cells if c.text}


@pytest.fixture(params=list(WRITERS))
def written(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"report{request.param}"
    WRITERS[request.param](path)
    return path


def test_the_text_of_every_format_is_the_report_in_its_order(written: Path) -> None:
    document = read(written)
    assert without_furniture(document) == report_text()
    assert document.title == fold(TITLE)


def test_every_format_has_the_one_table_with_all_its_cells(written: Path) -> None:
    document = read(written)
    (table,) = document.tables
    expected = {(c.row, c.column, c.text) for c in FORM.cells}
    assert {(c.row, c.column, bare(c.text)) for c in table.cells if c.text} == expected
    assert all(cell.span.of(document.text) == cell.text for cell in table.cells)
    assert all(table.span.start <= cell.span.start and cell.span.end <= table.span.end for cell in table.cells)


@pytest.mark.parametrize("ending", SPREADING)
def test_formats_that_tell_merged_cells_keep_their_reach(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"report{ending}"
    WRITERS[ending](path)
    (table,) = read(path).tables
    assert shape(table) == {(c.row, c.column, c.text, c.row_span, c.column_span) for c in FORM.cells}
    assert table.title == FORM.title


def test_the_flow_holds_the_prose_without_the_table(written: Path) -> None:
    flow = read(written).flow.text
    assert "全年预算数1,234.56万元" in flow
    assert "便民事项办理量" not in flow
    assert "一是部分项目前期论证不够细。" in flow


def test_sections_are_the_same_in_every_format(written: Path) -> None:
    labels = [(section.level, section.label) for section in read(written).sections]
    assert labels == [(2, "一、"), (2, "二、"), (2, "三、"), (7, "一是"), (7, "二是"), (2, "四、"), (3, "（一）"), (3, "（二）")]


def test_a_format_is_known_by_its_content_not_by_its_name(written: Path, tmp_path: Path) -> None:
    if written.suffix in (".txt", ".csv"):
        pytest.skip("text is told from CSV by its name alone")
    renamed = tmp_path / "改名.doc"
    renamed.write_bytes(written.read_bytes())
    assert read(renamed).text == read(written).text


def test_a_long_pdf_keeps_its_pages_and_drops_heads_and_page_numbers(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    write_pdf(path, repeated=6)
    document = read(path)
    assert len(document.pages) > 2
    assert [page.number for page in document.pages] == list(range(1, len(document.pages) + 1))
    assert {bare(span.of(document.text)) for span in document.furniture} >= {"青禾县财政局绩效管理科编印", "—1—", "—2—"}
    assert without_furniture(document) == report_text() * 6
    assert "财政局绩效管理科编印" not in document.flow.text
    assert len(document.tables) == 6
    assert document.page_at(len(document.text) - 1) == len(document.pages)
