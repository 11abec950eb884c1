"""The workbook in an office program that is not ours: LibreOffice opens it, computes nothing, and prints the right numbers."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from warehouse import store
from warehouse.publication.exports import export_files

pytestmark = pytest.mark.system

BUDGETS = "select * from yearly_budget where scope = 'overall' order by all"


@pytest.fixture(scope="module")
def pages(sample_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """The text of every page of the workbook of the samples, as LibreOffice prints it, blanks left out."""
    folder = tmp_path_factory.mktemp("office")
    workbook = folder / "jixiao.xlsx"
    workbook.write_bytes(dict(export_files(sample_warehouse, ""))["jixiao.xlsx"])
    office = shutil.which("soffice")
    assert office, "LibreOffice is missing: make test-all installs it"
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, workbook]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return tuple(texts(folder / "jixiao.pdf"))


def texts(path: Path) -> Iterator[str]:
    document = pypdfium2.PdfDocument(path)
    for number in range(len(document)):
        yield "".join(document[number].get_textpage().get_text_bounded().split())


def as_shown(amount: Decimal) -> str:
    """An amount in the workbook's own format: 31895800 → 31,895,800.00."""
    return f"{amount:,.2f}"


def test_the_numbers_of_a_yearly_view_stand_on_the_printed_pages(pages: tuple[str, ...], sample_warehouse: Path) -> None:
    printed = "".join(pages)
    rows = store.read(sample_warehouse, BUDGETS).to_pylist()
    amounts = [row[name] for row in rows for name in ("annual_budget_yuan", "executed_yuan", "previous_executed_yuan") if row[name]]
    rates = [row["execution_rate_reported_pct"] for row in rows if row["execution_rate_reported_pct"]]
    assert len(amounts) > 30
    assert [amount for amount in amounts if as_shown(amount) not in printed] == []
    assert [rate for rate in rates if f"{rate:.2f}" not in printed] == []


def test_a_row_is_printed_on_one_page_with_its_headings(pages: tuple[str, ...], sample_warehouse: Path) -> None:
    """What a body spent stands on the page that names the body, under the heading of its column."""
    for row in store.read(sample_warehouse, BUDGETS).to_pylist():
        own = [page for page in pages if row["organisation"] in page and as_shown(row["executed_yuan"]) in page]
        assert any("executed_yuan" in page and "previous_source" in page for page in own), row


def test_the_first_page_is_the_cover_with_every_sheet(pages: tuple[str, ...]) -> None:
    assert "绩效自评报告：逐年比较" in pages[0]
    assert all(name in pages[0] for name in ("yearly_budget", "yearly_commitment", "finding", "evidence"))


def test_no_cell_became_an_error_or_a_formula(pages: tuple[str, ...]) -> None:
    printed = "".join(pages)
    assert not [word for word in ("#NAME?", "#REF!", "#VALUE!", "Err:5", "###") if word in printed]
