"""A report in the formats in which reports are published, by the writers that the tests of the readers use."""

from __future__ import annotations

from pathlib import Path

from benchmarks.corpus.form import FormRows
from benchmarks.corpus.report import Report
from tests.documents.report_writers import WRITERS, Block, Form
from warehouse.documents.writing import GridCell


def write_as(folder: Path, stem: str, ending: str, report: Report) -> str:
    """Writes the file; its name."""
    WRITERS[ending](folder / f"{stem}{ending}", _blocks(report))  # type: ignore[call-arg]
    return f"{stem}{ending}"


def _blocks(report: Report) -> tuple[Block, ...]:
    text = report.page.text
    if report.form is None:
        return tuple(text.splitlines())
    before, after = text[: report.form_start], text[report.form_start :].splitlines()
    return (*before.splitlines(), _form(report.form), *after[len(report.form.rows) :])


def _form(form: FormRows) -> Form:
    """The rows with merged cells where a heading reaches down, and over the empty cells of the total."""
    cells = [GridCell(0, column, text) for column, text in enumerate(form.rows[0])]
    last = len(form.rows) - 1
    for number, row in enumerate(form.rows[1:last], 1):
        for column, text in enumerate(row):
            if text:
                height = _height(form.rows, number, last) if column < 2 else 1
                cells.append(GridCell(number, column, text, height))
    total = form.rows[last]
    cells += [GridCell(last, 0, total[0], 1, 5), GridCell(last, 5, total[5]), GridCell(last, 6, total[6])]
    return Form("部门整体支出绩效自评表", tuple(cells))


def _height(rows: tuple[tuple[str, ...], ...], number: int, last: int) -> int:
    """How many rows a heading covers: until the next one of the same column."""
    below = number + 1
    while below < last and not rows[below][0]:
        below += 1
    return below - number
