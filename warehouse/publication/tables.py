"""Tables as text: CSV, Markdown, JSON and aligned columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

import pyarrow as pa

from warehouse.publication.escaping import csv_cell, json_text, markdown_text, terminal_text

Format = Literal["table", "csv", "json", "markdown"]


def csv_lines(table: pa.Table) -> Iterator[str]:
    """The header and one line a row, with the line ends that RFC 4180 asks for."""
    yield ",".join(csv_cell(name) for name in table.column_names) + "\r\n"
    for row in _rows(table):
        yield ",".join(map(csv_cell, row)) + "\r\n"


def markdown_lines(table: pa.Table) -> Iterator[str]:
    """A table as GitHub and most readers show it."""
    yield _markdown_row(table.column_names)
    yield "|" + " --- |" * table.num_columns + "\n"
    for row in _rows(table):
        yield _markdown_row(row)


def json_lines(table: pa.Table) -> Iterator[str]:
    """A list of objects, one a line."""
    rows = table.to_pylist()
    yield "[\n" if rows else "[]\n"
    for number, row in enumerate(rows, start=1):
        yield json_text(row) + ("\n]\n" if number == len(rows) else ",\n")


def aligned_lines(table: pa.Table) -> Iterator[str]:
    """Columns side by side for a person's eyes; Chinese characters count double. Nothing is cut off."""
    cells = [[terminal_text(name) for name in table.column_names]]
    cells += [["" if value is None else _one_line(value) for value in row] for row in _rows(table)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for number, row in enumerate(cells):
        yield "  ".join(map(_padded, row, widths)).rstrip() + "\n"
        if number == 0:
            yield "  ".join("-" * width for width in widths) + "\n"
    yield f"({table.num_rows} {'row' if table.num_rows == 1 else 'rows'})\n"


RENDERERS: dict[Format, Callable[[pa.Table], Iterator[str]]] = {
    "table": aligned_lines,
    "csv": csv_lines,
    "json": json_lines,
    "markdown": markdown_lines,
}


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    """Row by row, in pieces, so that a large table is never a list of Python values as a whole."""
    for batch in table.to_batches(max_chunksize=10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _markdown_row(values: Sequence[Any]) -> str:
    return "| " + " | ".join(map(markdown_text, values)) + " |\n"


def _one_line(value: Any) -> str:
    return terminal_text(value).replace("\n", "⏎").replace("\t", " ")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
