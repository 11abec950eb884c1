"""Forms (项目支出绩效自评表, 部门整体支出绩效自评表) and lists of projects: each number a mention of its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from warehouse.extraction.account import WHOLE
from warehouse.extraction.grammar import pattern
from warehouse.extraction.tables.goals import GOAL_ROLES, read_goal
from warehouse.extraction.tables.grid import Line, bare, grid, money_unit_in, without_brackets
from warehouse.extraction.tables.headers import MONEY, NAMES, VALUES, header_roles, header_unit, role_of
from warehouse.extraction.tables.values import CellNumber, number_in
from warehouse.model import Cell, Document, Identity, Mention, Numeral, Table
from warehouse.reference import Reference

_TOTAL = re.compile(r"^(?:合计|总计|总分|小计|总得分|自评总分|共计)")
_FRONT = re.compile(
    r"^(?:其中[：:]?|指标[0-9一二三四五六七八九十]{1,3}[：:、.]?|[0-9]{1,3}[.、．](?![0-9])|（[0-9一二三四五六七八九十]+）|[①-⑳])+"
)
_WHOLE_ROW = re.compile(
    r"^(?:年度资金总额|资金总额|部门预算总额|部门整体支出|预算资金总额|年度预算总额|部门支出总额|部门整体支出总额|年度预算资金总额|全年资金总额|预算总额|项目资金总额|支出合计|总额|部门总支出|整体支出)"
)
_RATE_ROW = re.compile(r"预算执行率|资金执行率|预算执行情况|预算执行$|预算完成率|支出执行率")
_TITLE_FRAME = re.compile(
    r"^(?:附?表[0-9一二三四五六七八九十]*[：:、]?)?(?:20[0-9]{2}年度?)?|(?:主要)?(?:支出)?(?:绩效)?(?:完成)?(?:情况|明细|一览|自评|统计|汇总)*表$"
)
_BESIDE = {"carried_over": "结余", "arrived": "到位资金", "arrived_rate": "到位率"}
_ROLE_UNIT = {"arrived_rate": "%", "weight": "分", "score": "分", "execution_rate": "%", "completion_rate": "%", "growth_rate": "%"}
_SKIP = re.compile(r"^(?:序号|编号|功能科目编码|科目编码|项目编码|编码)$")


@dataclass(slots=True)
class _Form:
    """What is known while the rows of one table are read."""

    table: Table
    title: str
    unit: str
    project: str = ""
    roles: Mapping[int, str] = field(default_factory=dict)
    codes: frozenset[int] = frozenset()
    mentions: list[Mention] = field(default_factory=list)
    numerals: list[Numeral] = field(default_factory=list)


def read_tables(document: Document, identity: Identity, reference: Reference) -> tuple[list[Mention], list[Numeral]]:
    """The mentions of all tables, and their numerals that are codes and ordinals. A table without a known header gives none."""
    mentions: list[Mention] = []
    numerals: list[Numeral] = []
    for table in document.tables:
        before = document.text[max(0, table.span.start - 120) : table.span.start]
        title = table.title or _title_before(before)
        form = _Form(
            table,
            title,
            money_unit_in(before.splitlines()[-1] if before.splitlines() else "") or money_unit_in(title) or _unit_nearby(before),
        )
        for line in grid(table):
            _read_line(form, line, document, identity, reference)
        first = len(mentions)
        mentions.extend(replace(m, anchor=m.anchor + first) if m.anchor is not None else m for m in form.mentions)
        numerals.extend(form.numerals)
    return mentions, numerals


def _title_before(before: str) -> str:
    lines = [line.strip() for line in before.splitlines() if line.strip()]
    return next((line for line in reversed(lines[-3:]) if line.endswith("表") and len(line) < 40), "")


def _unit_nearby(before: str) -> str:
    return next((unit for line in reversed(before.splitlines()[-3:]) if "单位" in line and (unit := money_unit_in(line))), "")


def _read_line(form: _Form, line: Line, document: Document, identity: Identity, reference: Reference) -> None:
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
        return
    if _read_goals(form, line, document, identity, reference):
        return
    _note_codes(form, line)
    name = _row_name(form, line)
    if not name:
        return
    values = {role: (column, cell) for column, cell in line.own.items() if (role := form.roles.get(column, "")) in VALUES}
    numbers = _numbers(form, line, values, reference)
    if not numbers:
        return
    is_money = any(role in MONEY for role in numbers) or ("execution_rate" in numbers and not {"target", "actual"} & set(values))
    if is_money:
        _money_row(form, line, name, numbers, document, identity, reference)
    else:
        _indicator_row(form, line, name, numbers, document, identity)


def _read_goals(form: _Form, line: Line, document: Document, identity: Identity, reference: Reference) -> bool:
    """Reads the cells of aims and results in a row; False where the row has none."""
    goals = [(column, cell, role) for column, cell in line.own.items() if (role := form.roles.get(column, "")) in GOAL_ROLES]
    for column, cell, role in goals:
        mentions, numerals = read_goal(cell, role, document, identity, reference)
        place = {"table_number": form.table.number, "row_number": line.number + 1, "column_number": column + 1, "project": form.project}
        base = len(form.mentions)
        form.mentions.extend(replace(m, anchor=None if m.anchor is None else m.anchor + base, **place) for m in mentions)  # type: ignore[arg-type]
        form.numerals.extend(numerals)
    return bool(goals)


def _note_project(form: _Form, line: Line, reference: Reference) -> None:
    """The project that a form is about: the cell beside 项目名称."""
    cells = list(line.own.values())
    for place, cell in enumerate(cells[:-1]):
        if bare(cell.text).rstrip("：") == "项目名称" and not form.roles:
            name = re.sub(r"^[0-9A-Z\-]{4,}[\s\-—]*", "", bare(cells[place + 1].text))
            if name and not role_of(name, reference):
                form.project = name


def _note_codes(form: _Form, line: Line) -> None:
    for column in form.codes:
        cell = line.own.get(column)
        if cell is not None and bare(cell.text).isdigit():
            kind = "list_mark" if len(bare(cell.text)) < 4 else "code"
            form.numerals.append(Numeral(cell.span, kind, cell.text))


def _row_name(form: _Form, line: Line) -> str:
    """What a row is about: its innermost name, a total by its own word."""
    first = min((c for c, role in form.roles.items() if role in VALUES), default=0)
    named = [c for c in line.cells if form.roles.get(c) in NAMES]
    candidates = [line.cells[c] for c in sorted(named or [c for c in line.cells if c < first and c not in form.codes])]
    for cell in reversed(candidates):
        text = bare(cell.text)
        if text and text not in ("—", "-", "/") and not text.isdigit() and not text.startswith(("……", "...", "…")):
            return without_brackets_at_end(_FRONT.sub("", text))
    left = [bare(cell.text) for c, cell in line.cells.items() if c < first]
    return next((text for text in left if _TOTAL.match(text)), "")


def without_brackets_at_end(text: str) -> str:
    """A name keeps its brackets (因公出国（境）费) unless they only close it (公用经费（万元）)."""
    return re.sub(r"（(?:万元|元|亿元|%|人|个|项|[^（）]*单位[^（）]*)）$", "", text)


def _numbers(
    form: _Form, line: Line, values: Mapping[str, tuple[int, Cell]], reference: Reference
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


def _money_row(
    form: _Form,
    line: Line,
    name: str,
    numbers: Mapping[str, tuple[int, Cell, CellNumber]],
    document: Document,
    identity: Identity,
    reference: Reference,
) -> None:
    scope, account = _account(form, name, reference)
    project = account if scope == "project" else form.project
    for role, (column, cell, number) in numbers.items():
        if role in _BESIDE:
            _add(
                form,
                line,
                column,
                cell,
                number,
                document,
                identity,
                "indicator",
                "actual",
                account + _BESIDE[role],
                account + _BESIDE[role],
                project=project,
            )
        elif role in ("weight", "score"):
            _add(form, line, column, cell, number, document, identity, "budget", role, "预算执行", account, scope=scope, project=project)
        else:
            _add(form, line, column, cell, number, document, identity, "budget", role, account, account, scope=scope, project=project)


def _account(form: _Form, name: str, reference: Reference) -> tuple[str, str]:
    if _WHOLE_ROW.match(name):
        return ("project", form.project) if form.project else ("overall", WHOLE)
    if _TOTAL.match(name):
        titled = _TITLE_FRAME.sub("", bare(form.title))
        if form.project:
            return ("project", form.project)
        is_list = any(role == "project_name" for role in form.roles.values())
        return ("category", titled if len(titled) > 1 else "项目支出") if is_list or titled else ("overall", WHOLE)
    category = pattern("^{category}$", reference.words).match(name)
    if category or not any(role == "project_name" for role in form.roles.values()):
        return ("category", name)
    return ("project", name)


def _indicator_row(
    form: _Form, line: Line, name: str, numbers: Mapping[str, tuple[int, Cell, CellNumber]], document: Document, identity: Identity
) -> None:
    is_total = bool(_TOTAL.match(name))
    is_rate = bool(_RATE_ROW.search(name)) and not is_total
    name = "总分" if is_total else name
    for role, (column, cell, number) in numbers.items():
        if is_total and role not in ("weight", "score"):
            continue
        if is_rate and role in ("actual", "weight", "score", "execution_rate", "completion_rate"):
            budget_role = "execution_rate" if role in ("actual", "execution_rate", "completion_rate") else role
            scope = "project" if form.project else "overall"
            _add(
                form,
                line,
                column,
                cell,
                number,
                document,
                identity,
                "budget",
                budget_role,
                "预算执行率",
                form.project or WHOLE,
                scope=scope,
                project=form.project,
            )
        else:
            role = "completion_rate" if role == "execution_rate" else role
            _add(form, line, column, cell, number, document, identity, "indicator", role, name, name, project=form.project)


def _add(
    form: _Form,
    line: Line,
    column: int,
    cell: Cell,
    number: CellNumber,
    document: Document,
    identity: Identity,
    table: str,
    role: str,
    name: str,
    thing: str,
    scope: str = "",
    project: str = "",
) -> None:
    has_base = not (number.unit == "万元" and _is_in_yuan(number))
    form.mentions.append(
        Mention(
            table,  # type: ignore[arg-type]
            role,
            name,
            thing,
            str(identity.fiscal_year or ""),
            cell.span,
            "form_" + ("budget" if table == "budget" else "indicator"),
            project=project,
            scope=scope,
            number=number.span,
            value=number.value,
            unit=number.unit,
            value_base=number.value_base if has_base else None,
            base_unit=number.base_unit,
            decimals=number.decimals,
            qualifier=number.qualifier,  # type: ignore[arg-type]
            reading="repaired" if number.is_malformed else "printed",
            page=document.page_at(cell.span.start),
            table_number=form.table.number,
            row_number=line.number + 1,
            column_number=column + 1,
        )
    )


def _is_in_yuan(number: CellNumber) -> bool:
    """Whether a number in a column of 万元 is plainly one of 元 (118,600.00): such a number has no base value."""
    return number.value >= Decimal(100_000) and number.decimals == 2 and number.value % 100 == 0
