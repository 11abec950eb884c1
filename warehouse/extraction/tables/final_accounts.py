"""The tables of a 部门决算 whose rows are lines of an account: what came in and went out in all, in the table's unit.

    单位：万元
    收入 | 行次 | 金额 | 支出 | 行次 | 金额
    本年收入合计 | 27 | 8,420.15 | 本年支出合计 | 58 | 8,376.92

Line numbers (行次) and codes of the classification are no values.
"""

from __future__ import annotations

from collections.abc import Sequence

from warehouse.extraction.account import WHOLE
from warehouse.extraction.grammar import pattern
from warehouse.extraction.tables.form import Form, Told, add_mention
from warehouse.extraction.tables.grid import Line, bare
from warehouse.extraction.tables.values import CellNumber, number_in
from warehouse.model import Cell, Numeral
from warehouse.reference import Reference


def read_totals(form: Form, line: Line, reference: Reference) -> bool:
    """Reads the totals of one row of such a table; False where the row has none."""
    cells = list(line.own.items())
    found = False
    for place, (_, cell) in enumerate(cells):
        name = bare(cell.text).rstrip("：")
        told = _told(form, name, reference)
        amount = _amount(form, cells[place + 1 :], reference) if told else None
        if told and amount:
            column, value, number = amount
            add_mention(form, line, column, value, number, told)
            found = True
    return found


def _told(form: Form, name: str, reference: Reference) -> Told | None:
    words = reference.words
    if pattern("^{total_spending}$", words).match(name):
        return Told("budget", "executed", WHOLE, WHOLE, "overall")
    if pattern("^{total_income}$", words).match(name):
        return Told("indicator", "actual", name, name, project=form.project)
    return None


def _amount(form: Form, behind: Sequence[tuple[int, Cell]], reference: Reference) -> tuple[int, Cell, CellNumber] | None:
    """The first amount behind a name; a small whole number before it is the line's (行次)."""
    numbers: list[tuple[int, Cell, CellNumber]] = []
    for column, cell in behind[:3]:
        number = number_in(cell, reference, form.unit or "元")
        if number is None:
            break
        numbers.append((column, cell, number))
    if len(numbers) > 1 and bare(numbers[0][1].text).isdigit() and numbers[0][2].value < 200:
        form.numerals.append(Numeral(numbers[0][1].span, "list_mark", numbers[0][1].text))
        return numbers[1]
    return numbers[0] if numbers and not (bare(numbers[0][1].text).isdigit() and numbers[0][2].value < 200) else None
