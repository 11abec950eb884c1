"""The tables of a 部门决算: what came in and went out in all, in the table's unit; line numbers are no values."""

from __future__ import annotations

from decimal import Decimal

from tests.extraction.reading import reference
from warehouse.documents import read_content
from warehouse.extraction import extract
from warehouse.model import Extraction

_ROWS = (
    ("项目", "行次", "金额", "项目", "行次", "金额"),
    ("一、一般公共预算财政拨款收入", "1", "7,986.30", "一、一般公共服务支出", "32", "2,916.44"),
    ("本年收入合计", "27", "8,420.15", "本年支出合计", "58", "8,376.92"),
    ("总计", "31", "8,642.37", "总计", "62", "8,642.37"),
)


def _account(title: str) -> Extraction:
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in _ROWS)
    page = f"<html><body><h1>清河县柳埠镇2023年度情况</h1><p>{title}</p><p>公开01表 单位：万元</p><table>{rows}</table></body></html>"
    return extract(read_content(page.encode(), "account.html"), reference())


def test_total_spending_is_the_bodys_and_in_the_tables_unit() -> None:
    spent = [m for m in _account("收入支出决算总表").mentions if m.table == "budget"]
    assert [(m.role, m.scope, m.value, m.unit, m.value_base) for m in spent] == [
        ("executed", "overall", Decimal("8376.92"), "万元", Decimal("83769200"))
    ]


def test_total_income_is_told_beside_it() -> None:
    assert ("本年收入合计", Decimal("8420.15")) in {(m.name, m.value) for m in _account("收入支出决算总表").mentions}


def test_line_numbers_are_marks_and_no_values() -> None:
    extraction = _account("收入支出决算总表")
    assert {"27", "58"} <= {n.text for n in extraction.numerals if n.kind == "list_mark"}
    assert not {Decimal(27), Decimal(58)} & {m.value for m in extraction.mentions}


def test_a_table_that_is_no_account_gives_no_totals() -> None:
    assert not [m for m in _account("通讯录").mentions if m.table == "budget"]
