"""One form as its rows are read: what is known of it so far, and its mentions, each pointing to a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from warehouse.extraction.tables.grid import Line
from warehouse.extraction.tables.values import CellNumber
from warehouse.model import Cell, Document, Mention, Numeral, Table


@dataclass(slots=True)
class Form:
    """What is known while the rows of one table are read; ``period`` is the report's year, ``account`` what the report is about,
    ``is_account`` says that its title or the lines before it speak of final accounts (决算) or of income and spending."""

    table: Table
    title: str
    unit: str
    document: Document
    period: str
    account: tuple[str, str]
    is_account: bool = False
    project: str = ""
    roles: Mapping[int, str] = field(default_factory=dict)
    codes: frozenset[int] = frozenset()
    mentions: list[Mention] = field(default_factory=list)
    numerals: list[Numeral] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """What a number in a form says: the star and role, the name of its row, and the fact that it belongs to."""

    table: str
    role: str
    name: str
    thing: str
    scope: str = ""
    project: str = ""


def add_mention(form: Form, line: Line, column: int, cell: Cell, number: CellNumber, told: Told) -> None:
    """Adds the mention of a cell's number to a form."""
    has_base = not (number.unit == "万元" and _is_in_yuan(number))
    form.mentions.append(
        Mention(
            told.table,  # type: ignore[arg-type]
            told.role,
            told.name,
            told.thing,
            form.period,
            cell.span,
            "form_" + ("budget" if told.table == "budget" else "indicator"),
            project=told.project,
            scope=told.scope,
            number=number.span,
            value=number.value,
            unit=number.unit,
            value_base=number.value_base if has_base else None,
            base_unit=number.base_unit,
            decimals=number.decimals,
            low=number.low if has_base else None,
            high=number.high if has_base else None,
            qualifier=number.qualifier,
            reading="repaired" if number.is_malformed else "printed",
            page=form.document.page_at(cell.span.start),
            table_number=form.table.number,
            row_number=line.number + 1,
            column_number=column + 1,
        )
    )


def _is_in_yuan(number: CellNumber) -> bool:
    """Whether a number in a column of 万元 is plainly one of 元 (118,600.00): such a number has no base value."""
    return number.value >= Decimal(100_000) and number.decimals == 2 and number.value % 100 == 0
