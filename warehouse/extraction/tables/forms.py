"""Forms (项目支出绩效自评表, 部门整体支出绩效自评表) and lists of projects: each number a mention of its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping

from warehouse.extraction.account import account_of_report
from warehouse.extraction.tables.final_accounts import read_totals
from warehouse.extraction.tables.form import Form, Told, add_mention
from warehouse.extraction.tables.goals import GOAL_ROLES, read_goal
from warehouse.extraction.tables.grid import Line, bare, grid, money_unit_in, without_brackets
from warehouse.extraction.tables.headers import MONEY, VALUES, header_roles, header_unit, role_of
from warehouse.extraction.tables.rows import TOTAL, account_of_row, row_name
from warehouse.extraction.tables.values import CellNumber, number_in
from warehouse.model import Cell, Document, Identity, Mention, Numeral
from warehouse.reference import Reference

_RATE_ROW = re.compile(r"预算执行率|资金执行率|预算执行情况|预算执行$|预算完成率|支出执行率")
# What stands beside the account in a row of money.
_BESIDE = {"carried_over": "结余", "arrived": "到位资金", "arrived_rate": "到位率"}
_ROLE_UNIT = {"arrived_rate": "%", "weight": "分", "score": "分", "execution_rate": "%", "completion_rate": "%", "growth_rate": "%"}
# Columns whose numbers only explain others.
_NOT_COUNTED = frozenset({"reason", "remark", "date", "phone", "project_code", "deviation"})
_SKIP = re.compile(r"^(?:序号|编号|功能科目编码|科目编码|项目编码|编码)$")
_Numbers = Mapping[str, tuple[int, Cell, CellNumber]]


def read_tables(document: Document, identity: Identity, reference: Reference) -> tuple[list[Mention], list[Numeral]]:
    """The mentions of all tables, and their numerals that are codes and ordinals. A table without a known header gives none."""
    mentions: list[Mention] = []
    numerals: list[Numeral] = []
    for table in document.tables:
        before = document.text[max(0, table.span.start - 120) : table.span.start]
        title = table.title or _title_before(before)
        unit = money_unit_in(before.splitlines()[-1] if before.splitlines() else "") or money_unit_in(title) or _unit_nearby(before)
        is_account = re.search("决算|收支|收入支出", title + before) is not None
        form = Form(table, title, unit, document, str(identity.fiscal_year or ""), account_of_report(identity), is_account)
        for line in grid(table):
            _read_line(form, line, identity, reference)
        first = len(mentions)
        mentions.extend(m._replace(anchor=m.anchor + first) if m.anchor is not None else m for m in form.mentions)
        numerals.extend(form.numerals)
    return mentions, numerals


def _title_before(before: str) -> str:
    lines = [line.strip() for line in before.splitlines() if line.strip()]
    return next((line for line in reversed(lines[-3:]) if line.endswith("表") and len(line) < 40), "")


def _unit_nearby(before: str) -> str:
    return next((unit for line in reversed(before.splitlines()[-3:]) if "单位" in line and (unit := money_unit_in(line))), "")


def _read_line(form: Form, line: Line, identity: Identity, reference: Reference) -> None:
    roles = header_roles(line, reference)
    if roles:
        if form.roles and all(line.cells[c].row_span == 1 for c in roles) and not form.mentions:
            roles = {**{c: r for c, r in form.roles.items() if c not in roles}, **roles}
        form.roles = roles
        form.codes = frozenset(c for c, cell in line.cells.items() if _SKIP.match(bare(cell.text)))
        form.unit = header_unit(line) or form.unit
        return
    _note_project(form, line, reference)
    if not form.roles:
        if form.is_account:
            read_totals(form, line, reference)
        return
    if _read_goals(form, line, identity, reference):
        return
    _note_codes(form, line)
    name = row_name(form, line)
    if not name:
        return
    values = {role: (column, cell) for column, cell in line.own.items() if (role := form.roles.get(column, "")) in VALUES}
    numbers = _numbers(form, line, values, reference)
    if not numbers:
        return
    is_money = any(role in MONEY for role in numbers) or ("execution_rate" in numbers and not {"target", "actual"} & set(values))
    if is_money:
        _money_row(form, line, name, numbers, reference)
    else:
        _indicator_row(form, line, name, numbers)


def _read_goals(form: Form, line: Line, identity: Identity, reference: Reference) -> bool:
    """Reads the cells of aims and results in a row; False where the row has none."""
    goals = [(column, cell, role) for column, cell in line.own.items() if (role := form.roles.get(column, "")) in GOAL_ROLES]
    for column, cell, role in goals:
        mentions, numerals = read_goal(cell, role, form.document, identity, reference)
        place = {"table_number": form.table.number, "row_number": line.number + 1, "column_number": column + 1, "project": form.project}
        base = len(form.mentions)
        form.mentions.extend(m._replace(anchor=None if m.anchor is None else m.anchor + base, **place) for m in mentions)  # type: ignore[arg-type]
        form.numerals.extend(numerals)
    return bool(goals)


def _note_project(form: Form, line: Line, reference: Reference) -> None:
    """The project that a form is about: the cell beside 项目名称."""
    cells = list(line.own.values())
    for place, cell in enumerate(cells[:-1]):
        if bare(cell.text).rstrip("：") == "项目名称" and not form.roles:
            name = re.sub(r"^[0-9A-Z\-]{4,}[\s\-—]*", "", bare(cells[place + 1].text))
            if name and not role_of(name, reference):
                form.project = name


def _note_codes(form: Form, line: Line) -> None:
    for column, cell in line.own.items():
        if column in form.codes and bare(cell.text).isdigit():
            form.numerals.append(Numeral(cell.span, "list_mark" if len(bare(cell.text)) < 4 else "code", cell.text))
        elif form.roles.get(column) in _NOT_COUNTED and re.search("[0-9]", bare(cell.text)):
            form.numerals.append(Numeral(cell.span, form.roles[column], cell.text))


def _numbers(
    form: Form, line: Line, values: Mapping[str, tuple[int, Cell]], reference: Reference
) -> dict[str, tuple[int, Cell, CellNumber]]:
    found: dict[str, tuple[int, Cell, CellNumber]] = {}
    unit_column = next((c for c, role in form.roles.items() if role == "unit"), None)
    told = bare(line.cells[unit_column].text) if unit_column is not None and unit_column in line.cells else ""
    told = without_brackets(told) if told not in ("—", "/", "无") else ""
    for role, (column, cell) in values.items():
        unit = _ROLE_UNIT.get(role) or (form.unit if role in MONEY else told)
        number = number_in(cell, reference, unit)
        if number is not None and (role not in ("weight", "score") or number.unit == "分"):
            found[role] = (column, cell, number)
    return _with_partners_unit(found, reference)


def _with_partners_unit(found: dict[str, tuple[int, Cell, CellNumber]], reference: Reference) -> dict[str, tuple[int, Cell, CellNumber]]:
    """A bare actual takes the unit of its target, and the other way round."""
    for one, other in (("target", "actual"), ("actual", "target")):
        if one in found and other in found and not found[one][2].unit and found[other][2].unit:
            column, cell, _ = found[one]
            number = number_in(cell, reference, found[other][2].unit)
            if number is not None:
                found[one] = (column, cell, number)
    return found


def _money_row(form: Form, line: Line, name: str, numbers: _Numbers, reference: Reference) -> None:
    scope, account = account_of_row(form, name, reference)
    project = account if scope == "project" else form.project
    for role, (column, cell, number) in numbers.items():
        if role in _BESIDE:
            told = Told("indicator", "actual", account + _BESIDE[role], account + _BESIDE[role], project=project)
        else:
            told = Told("budget", role, "预算执行" if role in ("weight", "score") else account, account, scope, project)
        add_mention(form, line, column, cell, number, told)


def _indicator_row(form: Form, line: Line, name: str, numbers: _Numbers) -> None:
    is_total = bool(TOTAL.match(name))
    is_rate = bool(_RATE_ROW.search(name)) and not is_total
    for role, (column, cell, number) in numbers.items():
        if is_total and role not in ("weight", "score"):
            continue
        add_mention(form, line, column, cell, number, _told_of(form, "总分" if is_total else name, role, is_rate))


def _told_of(form: Form, name: str, role: str, is_rate: bool) -> Told:
    """What a value of an indicator's row says; those of 预算执行率 belong to the account."""
    if not is_rate or role == "target":
        return Told("indicator", "completion_rate" if role == "execution_rate" else role, name, name, project=form.project)
    role = role if role in ("weight", "score") else "execution_rate"
    scope, account = ("project", form.project) if form.project else form.account
    return Told("budget", role, "预算执行率", account, scope, form.project)
