"""Web pages: the report without the site, tables with their spans, pages in old encodings."""

from __future__ import annotations

import base64

import pytest

from warehouse.documents import UnreadableFile, read_content
from warehouse.model import Document

PROSE = "".join(f"<p>第{i}段，全年预算数{i}00.00万元，执行数{i}0.00万元，完成预算的10.00%。</p>" for i in range(1, 9))
MENU = "<ul>" + "".join(f"<li><a href=/{i}>政务公开栏目{i}</a></li>" for i in range(20)) + "</ul>"


def page(body: str, head: str = "<title>青禾县水利局2022年度自评报告_青禾县政府</title>") -> Document:
    return read_content(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


def test_menus_scripts_and_footers_are_left_out() -> None:
    document = page(f"<nav>{MENU}</nav>{MENU}<div>{PROSE}<script>alert(1)</script><style>p{{}}</style></div><div>版权所有：青禾县</div>")
    assert "栏目" not in document.text
    assert "alert" not in document.text
    assert "版权所有" not in document.flow.text


def test_the_heading_before_the_main_part_is_the_title() -> None:
    document = page(f"<div><h1>青禾县水利局2022年度部门整体支出绩效自评报告</h1></div><div>{MENU}</div><div>{PROSE}</div>")
    assert document.text.startswith("青禾县水利局2022年度部门整体支出绩效自评报告\n第1段")


def test_without_a_heading_the_head_gives_the_title_without_the_site() -> None:
    assert page(f"<div>{PROSE}</div>").text.startswith("青禾县水利局2022年度自评报告\n第1段")


def test_the_name_of_the_site_is_no_title() -> None:
    assert page(f"<div>{PROSE}</div>", head="<title>青禾县人民政府门户网站</title>").text.startswith("第1段")


def test_a_title_in_the_main_part_is_not_told_twice() -> None:
    document = page(f"<div><p>青禾县水利局<br>2022年度自评报告</p>{PROSE}</div>")
    assert "".join(document.text.split()).count("2022年度自评报告") == 1


def test_what_is_hidden_is_not_read() -> None:
    document = page(f'<div>{PROSE}<p style="display: none">隐藏的话</p><p hidden>也隐藏</p><!-- 注释 --></div>')
    assert not any(word in document.text for word in ("隐藏", "注释"))


def test_a_table_beside_the_main_text_is_kept() -> None:
    rows = "".join(f"<tr><td>指标{i}</td><td>{i}0件</td><td>{i}1件</td><td>10</td></tr>" for i in range(3))
    document = page(f"<div>{PROSE * 5}</div><div><table>{rows}</table></div>")
    assert len(document.tables) == 1


def test_rows_and_columns_span() -> None:
    table = (
        "<table><tr><td rowspan=2>一级</td><td colspan=2>目标</td></tr><tr><td>10件</td><td>20件</td></tr>"
        "<tr><td>二级</td><td rowspan=0>30件</td><td>40件</td></tr></table>"
    )
    (found,) = page(f"<div>{PROSE}{table}</div>").tables
    assert [(c.row, c.column, c.text, c.row_span, c.column_span) for c in found.cells] == [
        (0, 0, "一级", 2, 1), (0, 1, "目标", 1, 2), (1, 1, "10件", 1, 1), (1, 2, "20件", 1, 1),
        (2, 0, "二级", 1, 1), (2, 1, "30件", 1, 1), (2, 2, "40件", 1, 1),
    ]  # fmt: skip


def test_a_table_that_only_places_the_page_is_no_table() -> None:
    document = page(f"<table><tr><td>{MENU}</td><td><div>{PROSE}</div></td></tr></table>")
    assert document.tables == ()
    assert "第8段" in document.flow.text
    assert "栏目" not in document.text


def test_paragraphs_parted_by_line_breaks_stay_apart() -> None:
    document = page(f"<div>{PROSE}<br>\u3000\u3000一、基本情况<br>\u3000\u3000我局内设股室5个。<br><br>二、预算</div>")
    assert [line.strip() for line in document.text.splitlines()[-3:]] == ["一、基本情况", "我局内设股室5个。", "二、预算"]


def test_entities_are_text_and_markup_in_them_stays_inert_text() -> None:
    assert "<script>alert(1)</script>" in page(f"<div>{PROSE}<p>名称&lt;script&gt;alert(1)&lt;/script&gt;办公室。</p></div>").text


@pytest.mark.parametrize(("declared", "encoding"), [("gb2312", "gb18030"), ("GBK", "gbk"), ("utf-8", "utf-8"), ("", "gb18030")])
def test_a_page_is_read_in_the_encoding_that_it_declares(declared: str, encoding: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    data = f"<html><head>{meta}</head><body>{PROSE}</body></html>"
    assert "第1段，全年预算数100.00万元" in read_content(data.encode(encoding), "a.html").text


def test_a_wrongly_declared_encoding_does_not_garble_the_text() -> None:
    data = f"<html><head><meta charset=utf-8></head><body>{PROSE}</body></html>".encode("gb18030")
    assert "执行数" in read_content(data, "a.html").text


def test_a_character_that_the_site_cut_in_two_does_not_lose_the_page() -> None:
    data = f"<html><head><meta charset=gb2312></head><body>{PROSE * 10}<p>末尾</p></body></html>"
    broken = data.encode("gb18030", "ignore").replace("末尾".encode("gbk"), "末尾".encode("gbk")[:3] + b"\xff")
    assert "第8段，全年预算数800.00万元" in read_content(broken, "a.html").text
    with pytest.raises(UnreadableFile):
        read_content(b"<html><body>" + bytes(range(128, 256)) * 40, "a.html")


def test_a_web_archive_is_read() -> None:
    inner = base64.encodebytes(f"<html><body>{PROSE}</body></html>".encode()).decode()
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"; type="text/html"\r\n\r\n--x\r\n'
    head += 'Content-Type: text/html; charset="utf-8"\r\n'
    data = f"{head}Content-Transfer-Encoding: base64\r\n\r\n{inner}\r\n--x--\r\n".encode()
    assert "第8段" in read_content(data, "a.doc").text


def test_absurd_nesting_is_refused() -> None:
    with pytest.raises(UnreadableFile) as caught:
        page("<div>" * 50_000 + PROSE + "</div>" * 50_000)
    assert caught.value.reason_code == "too_complex"


def test_a_page_that_only_a_script_would_fill_is_a_failure() -> None:
    with pytest.raises(UnreadableFile) as caught:
        page("<div id=app></div><script>" + "var a = 1;" * 100 + "</script>", head="")
    assert caught.value.reason_code in ("near_empty", "empty_file")
