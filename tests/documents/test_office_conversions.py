"""The report converted by LibreOffice: DOC, RTF, PDF, HTML and XLS as an office program writes them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from tests.documents.report_writers import FORM, REPORT, write_docx, write_xlsx
from tests.documents.test_fidelity import bare, report_text, shape, without_furniture
from warehouse.documents import read
from warehouse.model import Document

pytestmark = pytest.mark.system


def converted(source: Path, kind: str) -> Document:
    """The file as LibreOffice converts it, with a profile of its own so that runs side by side do not meet."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is missing: make test-all installs it"
    profile = f"-env:UserInstallation=file://{source.parent}/profile"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", kind, "--outdir", str(source.parent), str(source)], check=True, timeout=180
    )
    return read(source.with_suffix("." + kind.partition(":")[0]))


@pytest.fixture
def ruled(tmp_path: Path) -> Path:
    """The report as DOCX, its table ruled, with a running head."""
    path = tmp_path / "report.docx"
    write_docx(path, REPORT * 3)
    document = docx.Document(str(path))
    for table in document.tables:
        table.style = "Table Grid"
    document.sections[0].header.paragraphs[0].text = "青禾县财政局绩效管理科编印"
    document.save(str(path))
    return path


@pytest.mark.parametrize("kind", ["doc:MS Word 97", "rtf", "html:HTML (StarWriter)", "pdf"])
def test_a_converted_document_has_the_same_text_and_tables(ruled: Path, kind: str) -> None:
    document = converted(ruled, kind)
    text = without_furniture(document).replace("青禾县财政局绩效管理科编印", "")
    assert text == report_text() * 3
    expected = {(c.row, c.column, c.text, c.row_span, c.column_span) for c in FORM.cells}
    assert [shape(table) for table in document.tables] == [expected] * 3


def test_a_converted_workbook_has_the_same_text_and_table(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_xlsx(path)
    document = converted(path, "xls:MS Excel 97")
    assert bare(document.text) == report_text()
    assert shape(document.tables[0]) == {(c.row, c.column, c.text, c.row_span, c.column_span) for c in FORM.cells}
