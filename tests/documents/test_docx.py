"""DOCX as Word and WPS write it: labels that Word counts, text boxes, footnotes, insertions and deletions."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from warehouse.documents import UnreadableFile, read, read_content
from warehouse.documents.formats.docx_numbering import chinese

W = nsdecls("w")


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_of(document: docx.document.Document) -> str:
    return read_content(saved(document), "a.docx").text


def number_lists(document: docx.document.Document, levels: tuple[tuple[str, str], ...]) -> None:
    """Adds list 77 with (format, text) for each level to the document's numbering part."""
    inner = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (kind, text) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{inner}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def numbered(document: docx.document.Document, text: str, level: int = 0) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))


def test_labels_that_word_counts_are_in_the_text() -> None:
    document = docx.Document()
    number_lists(document, (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")))
    for text, level in (("基本情况", 0), ("机构", 1), ("人员", 1), ("履职情况", 0), ("工作", 1), ("甲", 2), ("乙", 2)):
        numbered(document, text, level)
    assert text_of(document).split() == ["一、基本情况", "（一）机构", "（二）人员", "二、履职情况", "（一）工作", "1.甲", "2.乙"]


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十")])
def test_numbers_are_written_in_chinese(number: int, text: str) -> None:
    assert chinese(number) == text


def test_a_bullet_is_no_label() -> None:
    document = docx.Document()
    number_lists(document, (("bullet", ""),))
    numbered(document, "完成植树12棵的任务")
    assert text_of(document) == "完成植树12棵的任务\n"


def test_deleted_and_hidden_words_are_not_read_and_inserted_ones_are() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("全年预算数")
    run = "<w:r><w:t>{}</w:t></w:r>"
    paragraph._p.append(parse_xml(f'<w:del {W} w:id="1"><w:r><w:delText>999</w:delText></w:r></w:del>'))
    paragraph._p.append(parse_xml(f'<w:ins {W} w:id="2">{run.format("1,234.56")}</w:ins>'))
    paragraph._p.append(parse_xml(f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"))
    paragraph.add_run("万元，已经下达。")
    assert text_of(document) == "全年预算数1,234.56万元，已经下达。\n"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("正文第一段，说明情况。")
    box = "<w:txbxContent><w:p><w:r><w:t>文本框里的话。</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(
        parse_xml(
            f'<w:r {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml">'
            f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    document.add_paragraph("正文第二段。")
    assert text_of(document) == "正文第一段，说明情况。\n文本框里的话。\n正文第二段。\n"


def test_footnotes_stand_at_the_end() -> None:
    document = docx.Document()
    document.add_paragraph("预算执行率为90%。")
    data = saved(document)
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>不含结转资金。</w:t></w:r></w:p></w:footnote>'
    notes = f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>{note}</w:footnotes>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                content = content.replace(
                    b"</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode()
                )
            target.writestr(name, content)
        target.writestr("word/footnotes.xml", notes)
    assert read_content(out.getvalue(), "a.docx").text == "预算执行率为90%。\n不含结转资金。\n"


def test_a_line_break_in_a_title_does_not_part_it() -> None:
    document = docx.Document()
    document.add_paragraph("青禾县水利局\n2022年度部门整体支出绩效自评报告")
    document.add_paragraph("一、基本情况\n我局内设股室5个。\n（一）机构设置")
    assert text_of(document).splitlines() == [
        "青禾县水利局 2022年度部门整体支出绩效自评报告",
        "一、基本情况",
        "我局内设股室5个。",
        "（一）机构设置",
    ]


def test_a_box_of_one_cell_is_prose() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "全年预算数1,234.56万元，执行数1,111.10万元。"
    found = read_content(saved(document), "a.docx")
    assert found.tables == ()
    assert "全年预算数" in found.flow.text


def test_a_table_within_a_cell_is_part_of_the_cell() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for row in range(2):
        for column in range(2):
            table.cell(row, column).text = f"格{row}{column}"
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内一", "内二"
    (found,) = read_content(saved(document), "a.docx").tables
    assert [cell.text for cell in found.cells] == ["格00", "格01", "格10", "格11 内一 内二"]


def test_a_row_that_begins_later_keeps_its_columns(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    for column, text in enumerate(("指标名称", "指标值", "完成值")):
        table.cell(0, column).text = text
    row = table.rows[1]._tr
    row.remove(row.findall(qn("w:tc"))[0])
    row.insert(0, parse_xml(f'<w:trPr {W}><w:gridBefore w:val="1"/></w:trPr>'))
    table.rows[1].cells[-1].text = "丁"
    document.save(str(tmp_path / "a.docx"))
    (found,) = read(tmp_path / "a.docx").tables
    assert [(cell.row, cell.column) for cell in found.cells if cell.text == "丁"] == [(1, 2)]


def repacked(data: bytes, part: str, change: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, change if name == part else source.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><w>&x;</w>", "forbidden_entities"),
        (b"<a>" * 5000 + b"</a>" * 5000, "too_complex"),
        (b"<w:document><w:body>", "damaged"),
        (b"<document/>", "damaged"),
    ],
)
def test_hostile_xml_is_refused(xml: bytes, code: str) -> None:
    document = docx.Document()
    document.add_paragraph("正文。")
    with pytest.raises(UnreadableFile) as caught:
        read_content(repacked(saved(document), "word/document.xml", xml), "a.docx")
    assert caught.value.reason_code == code


def test_near_empty_text_out_of_a_document_is_a_failure() -> None:
    document = docx.Document()
    document.add_paragraph("图")
    with pytest.raises(UnreadableFile) as caught:
        read_content(saved(document), "a.docx")
    assert caught.value.reason_code == "near_empty"
