"""The money block of a report on one project is the project's account, not the whole body's."""

from __future__ import annotations

from tests.extraction.reading import reference
from warehouse.documents import read_content
from warehouse.extraction import extract
from warehouse.model import Extraction

_ROWS = (
    ("资金来源", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("年度资金总额", "640.00", "655.00", "648.00", "10", "98.93%", "9.89"),
    ("其中：省级补助资金", "400.00", "415.00", "415.00", "—", "100.00%", "—"),
)


def _report(title: str) -> Extraction:
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in _ROWS)
    page = f"<html><body><h1>{title}</h1><p>单位：万元</p><table>{rows}</table></body></html>"
    return extract(read_content(page.encode(), "form.html"), reference())


def test_the_total_of_a_project_report_is_the_projects() -> None:
    told = _report("清河县水利局2022年度山洪灾害防治补助资金项目支出绩效自评报告").mentions
    totals = [m for m in told if m.table == "budget" and m.row_number == 2]
    assert {m.scope for m in totals} == {"project"}
    assert {m.project for m in totals} == {"山洪灾害防治补助资金项目"}


def test_the_total_of_a_report_on_the_whole_body_stays_the_bodys() -> None:
    totals = [m for m in _report("清河县水利局2022年度部门整体支出绩效自评报告").mentions if m.table == "budget" and m.row_number == 2]
    assert {(m.scope, m.project) for m in totals} == {("overall", "")}
