"""One report written in every format by real writers, so that readers are held to what others' programs make."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
import xlwt
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Table as PdfTable

from warehouse.documents.writing import GridCell


@dataclass(frozen=True)
class Form:
    """A table with merged cells: its title and its cells; places count from 0."""

    title: str
    cells: tuple[GridCell, ...]

    @property
    def height(self) -> int:
        return max(cell.row + cell.row_span for cell in self.cells)

    @property
    def width(self) -> int:
        return max(cell.column + cell.column_span for cell in self.cells)

    def rows(self) -> list[list[str]]:
        """The text at every place; a merged cell stands at its top left one."""
        rows = [[""] * self.width for _ in range(self.height)]
        for cell in self.cells:
            rows[cell.row][cell.column] = cell.text
        return rows


Block = str | Form
_ROWS = (
    ("产出指标", "数量指标", "便民事项办理量", "≥3000件", "3120件", "20", "20"),
    ("", "", "背街小巷整修", "14条", "14条", "15", "15"),
    ("", "质量指标", "按期办结率", "100%", "100%", "15", "14.5"),
    ("效益指标", "社会效益", "居民投诉下降率", "≥10%", "8.4%", "30", "26"),
    ("满意度指标", "满意度", "居民满意度", "≥90%", "93.5%", "10", "10"),
)
_HEADER = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")


def _form() -> Form:
    cells = [GridCell(0, column, text) for column, text in enumerate(_HEADER)]
    spans = {(1, 0): 3, (1, 1): 2}
    for row, texts in enumerate(_ROWS, 1):
        cells += [GridCell(row, column, text, spans.get((row, column), 1)) for column, text in enumerate(texts) if text]
    cells += [GridCell(6, 0, "总分", 1, 5), GridCell(6, 5, "90"), GridCell(6, 6, "85.5")]
    return Form("部门整体支出绩效自评表", tuple(cells))


TITLE = "2023年度青禾县松溪街道办事处部门整体支出绩效自评报告"
FORM = _form()
REPORT: tuple[Block, ...] = (
    TITLE,
    "一、基本情况",
    "松溪街道办事处主要负责辖区公共事务的组织、协调和服务，内设机构6个，下属事业单位3个，年末在职人员58人。",
    "二、预算执行情况",
    "2023年度全年预算数1,234.56万元，执行数1,111.10万元，完成预算的90.00%。资金主要用于人员经费、公用经费和民生项目。",
    "全年办理便民事项3120件，按期办结率100%；整修背街小巷14条，维护路灯86盏，居民满意度93.5%，排名全县第二。",
    FORM.title,
    FORM,
    "三、存在的主要问题",
    "一是部分项目前期论证不够细。二是台账更新不够及时。",
    "四、下一步改进措施",
    "（一）提前编制项目计划。",
    "（二）每月核对一次支出进度。",
)


def write_text(path: Path, blocks: tuple[Block, ...] = REPORT) -> None:
    lines = ["\n".join("\t".join(row) for row in block.rows()) if isinstance(block, Form) else block for block in blocks]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_docx(path: Path, blocks: tuple[Block, ...] = REPORT) -> None:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(block.height, block.width)
        for cell in block.cells:
            target = table.cell(cell.row, cell.column)
            if (cell.row_span, cell.column_span) != (1, 1):
                target = target.merge(table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1))
            target.text = cell.text
    document.save(str(path))


def write_html(path: Path, blocks: tuple[Block, ...] = REPORT) -> None:
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            parts.append(f"<p style='text-indent:2em'>{html.escape(block)}</p>")
            continue
        for row in range(block.height):
            cells = "".join(
                f"<td rowspan={cell.row_span} colspan={cell.column_span}><p>{html.escape(cell.text)}</p></td>"
                for cell in block.cells
                if cell.row == row
            )
            parts.append(("<table border=1>" if row == 0 else "") + f"<tr>{cells}</tr>" + ("</table>" if row == block.height - 1 else ""))
    menu = "".join(f"<li><a href='/{i}'>栏目{i}</a></li>" for i in range(9))
    page = (
        f"<!DOCTYPE html><html><head><meta charset='gbk'><title>{blocks[0]}_青禾县人民政府</title><script>var a=1;</script></head>"
        f"<body><ul>{menu}</ul>"
        f"<div class=crumb>您当前的位置：<a href='/'>首页</a> &gt; <a href='/b'>预决算</a></div><div id=zoom>{''.join(parts)}</div>"
        "<div class=foot>版权所有：青禾县人民政府　青ICP备12345678号</div></body></html>"
    )
    path.write_bytes(page.encode("gb18030"))


def write_xlsx(path: Path, blocks: tuple[Block, ...] = REPORT) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    row = 1
    for block in blocks:
        if isinstance(block, str):
            sheet.cell(row, 1, block)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=7)
            row += 1
            continue
        for cell in block.cells:
            sheet.cell(row + cell.row, 1 + cell.column, cell.text)
            if (cell.row_span, cell.column_span) != (1, 1):
                last = (row + cell.row + cell.row_span - 1, cell.column + cell.column_span)
                sheet.merge_cells(start_row=row + cell.row, end_row=last[0], start_column=1 + cell.column, end_column=last[1])
        row += block.height
    book.save(path)


def write_xls(path: Path, blocks: tuple[Block, ...] = REPORT) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    row = 0
    for block in blocks:
        if isinstance(block, str):
            sheet.write_merge(row, row, 0, 6, block)
            row += 1
            continue
        for cell in block.cells:
            top = row + cell.row
            sheet.write_merge(top, top + cell.row_span - 1, cell.column, cell.column + cell.column_span - 1, cell.text)
        row += block.height
    book.save(str(path))


def write_csv(path: Path, blocks: tuple[Block, ...] = REPORT) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for block in blocks:
        if isinstance(block, str):
            writer.writerow([block, "", "", "", "", "", ""])
        else:
            writer.writerows(block.rows())
    path.write_bytes(out.getvalue().encode("gb18030"))


def write_rtf(path: Path, blocks: tuple[Block, ...] = REPORT) -> None:
    """Written by hand as Word does: GBK bytes as \\'xx, cells by their right borders."""

    def coded(text: str) -> str:
        return "".join(char if char.isascii() else "".join(f"\\'{byte:02x}" for byte in char.encode("gbk")) for char in text)

    out = [r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}}{\info{\title x}}\uc1 "]
    for block in blocks:
        if isinstance(block, str):
            out.append(rf"\pard\f0 {coded(block)}\par" + "\n")
            continue
        out += [_rtf_row(block, number, coded) for number in range(block.height)]
    path.write_bytes(("".join(out) + "}").encode("ascii"))


def _rtf_row(form: Form, number: int, coded: Callable[[str], str]) -> str:
    definitions, texts, column = "", "", 0
    while column < form.width:
        cell = next(c for c in form.cells if c.row <= number < c.row + c.row_span and c.column <= column < c.column + c.column_span)
        if cell.row_span > 1:
            definitions += r"\clvmgf" if cell.row == number else r"\clvmrg"
        column += cell.column_span
        definitions += rf"\cellx{column * 1200}"
        texts += rf"\pard\intbl {coded(cell.text) if cell.row == number else ''}\cell "
    return rf"\trowd {definitions} {texts}\row" + "\n"


def write_pdf(path: Path, blocks: tuple[Block, ...] = REPORT, repeated: int = 1) -> None:
    """With page numbers; ``repeated`` fills more pages, which have a running head, too."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle("body", fontName="STSong-Light", fontSize=12, leading=20, wordWrap="CJK", firstLineIndent=24)
    small = ParagraphStyle("small", fontName="STSong-Light", fontSize=9, leading=12, wordWrap="CJK")
    story: list[object] = []
    for block in blocks * repeated:
        if isinstance(block, str):
            story.append(Paragraph(block, body))
            continue
        rows = [[Paragraph(text, small) for text in row] for row in block.rows()]
        spans = [("SPAN", (c.column, c.row), (c.column + c.column_span - 1, c.row + c.row_span - 1)) for c in block.cells]
        style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), *spans])
        story += [PdfTable(rows, colWidths=[60, 60, 80, 70, 70, 40, 40], style=style), Spacer(1, 12)]

    def margins(canvas: object, template: object) -> None:
        canvas.setFont("STSong-Light", 9)  # type: ignore[attr-defined]
        if repeated > 1:
            canvas.drawCentredString(297, 805, "青禾县财政局绩效管理科编印")  # type: ignore[attr-defined]
        canvas.drawCentredString(297, 30, f"— {canvas.getPageNumber()} —")  # type: ignore[attr-defined]

    SimpleDocTemplate(str(path), pagesize=A4).build(story, onFirstPage=margins, onLaterPages=margins)


WRITERS: dict[str, Callable[[Path], None]] = {
    ".txt": write_text,
    ".docx": write_docx,
    ".html": write_html,
    ".xlsx": write_xlsx,
    ".xls": write_xls,
    ".csv": write_csv,
    ".rtf": write_rtf,
    ".pdf": write_pdf,
}
