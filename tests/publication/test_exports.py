"""Exports that analysts' tools open: the workbook, Parquet and the data package."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from frictionless import Package

from warehouse.publication.datapackage import datapackage_text
from warehouse.publication.exports import export_files
from warehouse.publication.tables import csv_lines
from warehouse.publication.views import EXPORTS
from warehouse.publication.workbook import workbook_bytes

HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://127.0.0.1/","点")',
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "http://127.0.0.1/x",
    "甲\u202e乙",
    "长" * 40_000,
)
BUDGET = pa.table(
    {
        "organisation": list(HOSTILE),
        "fact_key": [f"{number:032x}" for number in range(len(HOSTILE))],
        "executed_yuan": pa.array([Decimal("130925400.0000")] * len(HOSTILE), pa.decimal128(20, 4)),
    }
)
EVIDENCE = pa.table(
    {"evidence_key": [f"e{number}" for number in range(8)], "fact_key": [f"{number:032x}" for number in (0, 0, 1, 2, 3, 4, 5, 6)]}
)
TABLES = {"yearly_budget": BUDGET, "evidence": EVIDENCE}


def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(TABLES, {"yearly_budget": "预算"})))


def test_no_text_of_a_report_is_a_formula_in_the_workbook() -> None:
    cells = [row[0] for row in book()["yearly_budget"].iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(HOSTILE)
    assert cells[0].value == "=1+1"
    assert cells[0].quotePrefix
    assert "\u202e" not in cells[5].value
    assert len(cells[6].value) == 32_767


def test_the_workbook_goes_nowhere_outside_itself() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(TABLES, {}))) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets")]
        assert not [name for name in sheets if "_rels" in name]
        assert b"<f>" not in b"".join(archive.read(name) for name in sheets)


def test_a_fact_links_to_its_first_mention() -> None:
    sheet = book()["yearly_budget"]
    assert [sheet.cell(row, 2).hyperlink.location for row in (2, 3)] == ["'evidence'!A2", "'evidence'!A4"]


def test_sheets_have_frozen_headers_and_number_formats() -> None:
    sheet = book()["yearly_budget"]
    assert sheet.freeze_panes == "A2"
    assert sheet["C2"].value == 130925400
    assert sheet["C2"].number_format == "#,##0.00"


def test_the_same_contents_give_the_same_workbook() -> None:
    assert workbook_bytes(TABLES, {}) == workbook_bytes(TABLES, {})


def write_package(folder: Path, tables: dict[str, pa.Table]) -> Path:
    for name, table in tables.items():
        (folder / f"{name}.csv").write_text("".join(csv_lines(table)), encoding="utf-8-sig", newline="")
    (folder / "datapackage.json").write_text(datapackage_text(tables, {}, is_whole=True), encoding="utf-8")
    return folder / "datapackage.json"


def test_the_package_is_valid_and_its_keys_are_checked(tmp_path: Path) -> None:
    assert Package(write_package(tmp_path, TABLES)).validate().valid
    orphan = TABLES | {"evidence": EVIDENCE.slice(3)}
    errors = Package(write_package(tmp_path, orphan)).validate().flatten(["type"])
    assert errors
    assert {kind for [kind] in errors} == {"foreign-key"}


@pytest.mark.slow
def test_all_exports_of_the_samples_are_valid_and_agree(sample_warehouse: Path, tmp_path: Path) -> None:
    for name, content in export_files(sample_warehouse, ""):
        (tmp_path / name).write_bytes(content)
    report = Package(tmp_path / "datapackage.json").validate()
    assert report.valid, report.flatten(["type", "message"])
    workbook = openpyxl.load_workbook(tmp_path / "jixiao.xlsx", read_only=True)
    assert workbook.sheetnames == ["cover", *EXPORTS]
    for name in EXPORTS:
        rows = pq.read_table(tmp_path / f"{name}.parquet").num_rows
        assert (tmp_path / f"{name}.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        assert sum(1 for _ in workbook[name].iter_rows()) == rows + 1


def test_a_finding_shows_its_quotes_as_words() -> None:
    quote = {"document_key": "d", "quote": "33,92.45", "quote_start": 147, "quote_end": 155, "page": None}
    table = pa.table({"finding_key": ["f"], "quotes": [[quote, quote | {"quote": "=1+1"}]]})
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes({"finding": table}, {})))
    assert book["finding"]["B2"].value == "“33,92.45”\n“=1+1”"


def test_a_row_is_printed_on_one_page_under_its_headings() -> None:
    sheet = book()["yearly_budget"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1"


def test_a_finding_links_to_the_first_mention_that_it_quotes() -> None:
    quote = {"document_key": "d", "quote": "33,92.45", "quote_start": 147, "quote_end": 155, "page": None}
    findings = pa.table({"finding_key": ["f", "g"], "quotes": [[quote], [quote | {"document_key": "other"}]]})
    evidence = pa.table(
        {"document_key": ["d", "d", "d"], "fact_key": ["a", "b", "c"], "quote_start": [0, 137, 150], "quote_end": [9, 157, 160]}
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes({"finding": findings, "evidence": evidence}, {})))
    assert book["finding"]["A2"].hyperlink.location == "'evidence'!A3"
    assert book["finding"]["A3"].hyperlink is None
    assert book["finding"]["A3"].value == "g"
