"""Tables as a reviewer reads them: blocks under a header line, rows with a label, cells with their numbers.

A table may hold several blocks (the money on top, the indicators below); each begins with a line of header words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from warehouse.model import Cell, Document, Qualifier, Span, Table
from warehouse.reference import Reference
from warehouse.review.figures import find_figures
from warehouse.review.interval import Interval, printed
from warehouse.text.width import fold

# The seeds' roles of headers (seeds/reference/table_headers.csv) as this room names them.
_ROLES = {
    "initial_budget": "initial", "adjusted_budget": "adjusted", "annual_budget": "budget", "executed": "executed",
    "execution_rate": "rate", "completion_rate": "rate", "arrived_rate": "", "carried_over": "balance", "target": "target",
    "actual": "actual", "weight": "weight", "score": "score", "total_score": "score", "ordinal": "serial",
    "project_code": "code", "reason": "remark", "remark": "remark", "formula": "remark", "level1": "category",
    "level2": "category", "kind_of_indicator": "category", "level3": "name", "project_name": "name", "category": "name",
    "unit_in_charge": "name", "department": "name", "fund_head": "name", "source": "remark", "unit": "unit",
}  # fmt: skip
_NOTE = re.compile(r"[（(\[〔][^（(]*[）)\]〕]|[:：*]")
_CODE = re.compile(r"编码|代码|编号")
_NUMBER = re.compile(r"(?:[≥≤><=]|不低于|不少于|不超过|不高于|约)*(?P<number>-?[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?)(?P<unit>[^0-9]{0,8})")
_TOTAL = re.compile(r"^(?:合计|总计|共计|总分|总得分|得分合计|小计)")
_CAPTION = re.compile(r"单位[：:]?\s*(?:人民币)?\s*(亿元|万元|千元|元)")
_NAMING = ("name", "category", "serial", "code", "remark", "unit")
_MONEY_ROLES = frozenset({"initial", "adjusted", "budget", "executed", "balance"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell that holds one number. ``span`` is the cell's place in the document's text."""

    row: int
    column: int
    role: str
    text: str
    span: Span
    value: Decimal
    decimals: int
    unit: str
    qualifier: Qualifier

    @property
    def interval(self) -> Interval:
        return printed(self.value, self.decimals, "exact", is_count=not self.decimals and self.role not in _MONEY_ROLES)

    @property
    def number(self) -> str:
        """The number as printed, without grouping marks and unit."""
        return f"{self.value:.{self.decimals}f}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line under a header. ``label`` is its name; ``texts`` the words of every cell by its role, merged ones carried down;
    a merged number stands only in its first line."""

    number: int
    label: str
    span: Span
    texts: Mapping[str, str]
    entries: tuple[Entry, ...]

    @property
    def is_total(self) -> bool:
        return bool(_TOTAL.match(self.label))

    def entry(self, *roles: str) -> Entry | None:
        """The first number in a column of one of these roles."""
        return next((entry for role in roles for entry in self.entries if entry.role == role), None)


@dataclass(frozen=True, slots=True)
class Grid:
    """A block of a table: its header's roles by column and the rows under it. ``unit`` is that of its money (empty: not told)."""

    table: Table
    roles: Mapping[int, str]
    headers: Mapping[int, str]
    rows: tuple[Row, ...]
    unit: str

    def has(self, *roles: str) -> bool:
        return all(role in self.roles.values() for role in roles)


def cover(cells: Sequence[Cell | Entry]) -> Span:
    """From the first to the last of some cells in the document's text."""
    return Span(min(cell.span.start for cell in cells), max(cell.span.end for cell in cells))


def grids(document: Document, reference: Reference) -> tuple[Grid, ...]:
    """All blocks of all tables of a document, in order."""
    return tuple(grid for table in document.tables for grid in _blocks(table, document, reference))


def role_of(header: str, reference: Reference) -> str:
    """What a column under this header holds; empty: unknown."""
    words = re.sub(r"\s", "", fold(header))
    if not 0 < len(words) <= 24:
        return ""
    known = _known_headers(reference)
    told = known.get(words) or known.get(_NOTE.sub("", words), "")
    return _ROLES.get(told, told) or ("code" if _CODE.search(words) else "")


@lru_cache(maxsize=4)
def _known_headers(reference: Reference) -> dict[str, str]:
    """Header words, folded and without blanks → the seeds' role."""
    return {re.sub(r"\s", "", fold(wording)): role for wording, role in reference.table_headers.items()}


def _blocks(table: Table, document: Document, reference: Reference) -> Iterator[Grid]:
    lines = _lines(table)
    caption = _caption(table, document)
    header: dict[int, Cell] = {}
    rows: list[Row] = []
    roles: dict[int, str] = {}
    for number, cells in lines:
        found = _header_roles(cells, reference)
        if found:
            if rows:
                yield _grid(table, roles, header, rows, caption)
            header, roles, rows = {cell.column: cell for cell in cells}, found, []
        elif roles:
            rows.append(_row(number, cells, roles, reference))
    if rows:
        yield _grid(table, roles, header, rows, caption)


def _grid(table: Table, roles: Mapping[int, str], header: Mapping[int, Cell], rows: list[Row], caption: str) -> Grid:
    headers = {column: re.sub(r"\s", "", fold(cell.text)) for column, cell in header.items()}
    told = next((match["unit"] for words in headers.values() if (match := re.search(r"[（(](?P<unit>亿元|万元|千元|元)[）)]", words))), "")
    return Grid(table, roles, headers, tuple(rows), told or caption)


def _lines(table: Table) -> list[tuple[int, list[Cell]]]:
    """The cells by row; a cell merged over rows stands in each of them."""
    lines: dict[int, list[Cell]] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + max(1, cell.row_span)):
            lines.setdefault(row, []).append(cell)
    return [(row, sorted(cells, key=lambda cell: cell.column)) for row, cells in sorted(lines.items())]


def _header_roles(cells: list[Cell], reference: Reference) -> dict[int, str]:
    """Column → role if this line is a header: two known headers or more, half of the cells, and no number."""
    told = [cell for cell in cells if cell.text.strip()]
    if len(told) < 2 or any(_NUMBER.fullmatch(fold(cell.text.strip())) for cell in told):
        return {}
    roles = {cell.column: role for cell in told if (role := role_of(cell.text, reference))}
    numeric = set(roles.values()) - {"name", "category", "serial", "code", "remark"}
    return roles if len(roles) >= 2 and 2 * len(roles) >= len(told) and numeric else {}


def _row(number: int, cells: list[Cell], roles: Mapping[int, str], reference: Reference) -> Row:
    texts: dict[str, str] = {}
    entries: list[Entry] = []
    for cell in cells:
        role = roles.get(cell.column, "")
        words = " ".join(cell.text.split())
        if words:
            texts[role] = words
        if cell.row == number and (entry := _entry(number, cell, role, reference)) is not None:
            entries.append(entry)
    own = [cell for cell in cells if cell.row == number] or cells
    return Row(number, _label(cells, roles), cover(own), texts, tuple(entries))


def _label(cells: list[Cell], roles: Mapping[int, str]) -> str:
    """A row's name: its first words if they are a total's, else the last words before its first column of values."""
    values = min((column for column, role in roles.items() if role not in ("", *_NAMING)), default=len(cells))
    words = [(cell.column, roles.get(cell.column, ""), re.sub(r"\s", "", fold(cell.text))) for cell in cells]
    first = next((text for _, _, text in words if text), "")
    if _TOTAL.match(first):
        return first
    named = [text for column, role, text in words if text and column < values and role in ("", "name")]
    return named[-1] if named else next((text for _, role, text in words if text and role in ("", "category", "name")), first)


def _entry(row: int, cell: Cell, role: str, reference: Reference) -> Entry | None:
    words = re.sub(r"\s", "", fold(cell.text))
    match = _NUMBER.fullmatch(words)
    if match is None or role in _NAMING:
        return None
    figures = find_figures(words, 0, len(words), reference)
    qualifier: Qualifier = figures[0].qualifier if figures else "exact"
    text = match["number"].replace(",", "")
    decimals = len(text.partition(".")[2])
    return Entry(row, cell.column, role, words, cell.span, Decimal(text), decimals, match["unit"], qualifier)


def _caption(table: Table, document: Document) -> str:
    """The unit of money told just above a table (单位：万元); empty if none is."""
    before = document.text[max(0, table.span.start - 80) : table.span.start]
    found = _CAPTION.findall(fold(before))
    return found[-1] if found else ""
