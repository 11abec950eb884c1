"""Text of a report can neither run in a spreadsheet, mark up a page, nor steer a terminal."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.publication.escaping import csv_cell, json_text, markdown_text, plain_number, terminal_text
from warehouse.publication.tables import aligned_lines, csv_lines, json_lines, markdown_lines

ANY_TEXT = st.text(max_size=40)
FORMULA_START = tuple("=+-@\t\r＝＋－＠")
NUMBER = re.compile(r"[-+]?\d[\d,]*(\.\d+)?%?")
STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def read_back(cell: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(cell + "\r\n", newline="")))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+86 20",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u3000=1",
        "\ufeff=1",
        "\u200b=1",
        "＝1+1",
        '=HYPERLINK("http://x","点击")',
        "=cmd|' /C calc'!A0",
    ],
)
def test_a_cell_that_would_be_a_formula_is_text(text: str) -> None:
    [[cell]] = read_back(csv_cell(text))
    assert cell.startswith("'")
    assert cell[1:] == text


@pytest.mark.parametrize("text", ["-8.4", "+12,000.5", "-3%", "-", "－", "全区第一", "12345", ""])
def test_a_printed_number_or_ordinary_text_stays_as_it_is(text: str) -> None:
    assert csv_cell(text) == f'"{text}"'


@given(ANY_TEXT)
def test_no_text_begins_a_formula_in_any_column(text: str) -> None:
    for row in read_back(csv_cell("一") + "," + csv_cell(text)):
        assert len(row) == 2
        assert not row[1].startswith(FORMULA_START) or NUMBER.fullmatch(row[1]) or row[1] in ("-", "－")


@given(ANY_TEXT, ANY_TEXT)
def test_text_never_leaves_its_cell(first: str, second: str) -> None:
    table = pa.table({"a": [first], "b": [second]})
    rows = read_back("".join(csv_lines(table)).removesuffix("\r\n"))
    assert [len(row) for row in rows] == [2, 2]


def test_text_with_another_separator_cannot_begin_a_cell_elsewhere() -> None:
    """A spreadsheet of another country splits at semicolons; quoted text is not split."""
    assert csv_cell("甲;=1+1") == '"甲;=1+1"'


def test_numbers_are_bare_and_without_idle_zeros() -> None:
    assert csv_cell(Decimal("130925400.0000000000")) == "130925400"
    assert csv_cell(Decimal("-8.4000")) == "-8.4"
    assert csv_cell(0.1) == "0.1"
    assert csv_cell(None) == ""
    assert csv_cell(True) == "true"
    assert csv_cell(date(2023, 5, 1)) == '"2023-05-01"'


@given(st.decimals(allow_nan=False, allow_infinity=False, places=10, min_value=-(10**27), max_value=10**27))
def test_a_written_number_reads_back_as_itself(number: Decimal) -> None:
    text = plain_number(number)
    assert Decimal(text) == number
    assert not re.search(r"[eE]|\.\d*0$|\.$", text)


@given(ANY_TEXT)
def test_markdown_shows_no_markup_of_a_report(text: str) -> None:
    shown = markdown_text(text)
    assert "<" not in shown
    assert "\n" not in shown
    assert not re.search(r"(?<!\\)(?:\\\\)*[|`\[\]*_]", shown)
    assert not STEERING.search(shown)


@pytest.mark.parametrize("text", ["http://127.0.0.1/x", "www.example.cn", "javascript:alert(1)"])
def test_markdown_makes_no_link_of_an_address(text: str) -> None:
    assert text not in markdown_text(text)


@given(ANY_TEXT)
def test_a_markdown_row_has_one_cell_a_column(text: str) -> None:
    *_, row = markdown_lines(pa.table({"a": [text], "b": ["x"]}))
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 3


@given(ANY_TEXT)
def test_a_terminal_is_not_steered(text: str) -> None:
    assert not STEERING.search(terminal_text(text))
    assert not STEERING.search("".join(aligned_lines(pa.table({"a": [text]}))))


def test_a_steering_character_is_shown_as_its_code() -> None:
    assert terminal_text("\x1b[31m红\u202e") == "\\u001b[31m红\\u202e"


@given(st.dictionaries(st.text(max_size=5), st.one_of(ANY_TEXT, st.integers(), st.none()), max_size=4))
def test_json_reads_back_and_steers_nothing(value: dict[str, object]) -> None:
    text = json_text(value)
    assert json.loads(text) == json.loads(json.dumps(value))
    assert not STEERING.search(text)


def test_json_lines_are_one_document_also_when_empty() -> None:
    table = pa.table({"n": [Decimal("1.50"), None], "t": ["甲", "乙"]})
    assert json.loads("".join(json_lines(table))) == [{"n": 1.5, "t": "甲"}, {"n": None, "t": "乙"}]
    assert json.loads("".join(json_lines(table.slice(0, 0)))) == []


def test_aligned_columns_count_chinese_characters_double() -> None:
    lines = list(aligned_lines(pa.table({"名称": ["甲乙", "abc"], "n": [1, 22]})))
    assert lines == ["名称  n\n", "----  --\n", "甲乙  1\n", "abc   22\n", "(2 rows)\n"]
