"""HTML: the report on a page without what stands around it; tables with row and column spans. Web archives (MHT) too."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field

from warehouse.documents.encoding import decode
from warehouse.documents.formats import html_tree as tree
from warehouse.documents.formats.html_tree import Node
from warehouse.documents.formats.sheet import Sheet, write_sheet
from warehouse.documents.limits import LIMITS
from warehouse.documents.parts import Parts
from warehouse.documents.reasons import unreadable
from warehouse.documents.writing import GridCell, Writer
from warehouse.errors import UnreadableFile

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([a-zA-Z0-9_-]+)""", re.IGNORECASE)
_CHINESE_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "utf8": "utf-8"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SITE = re.compile(r"\s*[_|\-—–].*$")
_REPORT = re.compile(r"绩效|自评|决算|预算|报告|总结|评价")
_KIND = re.compile(r"报告|自评表|总结|决算公开|情况说明")
_RARELY = 1_000
_MAX_TITLE = 120
_PROSE = 60
# Lines that a site puts around a report.
_AROUND = re.compile(
    r"\s*(?:您?(?:当前|现在|所在)的?位置|首页\s*[>›»]|版权所有|主办单位|承办单位|网站标识码|.{0,20}ICP备|.{0,12}公网安备|"
    r"(?:发布|更新|成文)(?:时间|日期)[:：]|(?:信息)?来源[:：].{0,30}$|浏览(?:次数|量)|点击(?:数|次数)|访问量|"
    r"[【\[（(]?(?:字体|字号|打印|关闭|分享|收藏|大|中|小)(?:本页|窗口|到|[:：\s】\])）大中小打印关闭字体]|$)|"
    r"(?:上|下)一篇[:：]|责任编辑[:：]|扫一扫|网站地图|联系我们|返回顶部)"
)
_INFORMATION = re.compile(r"索\s*引\s*号")


@dataclass(slots=True)
class _Page:
    writer: Writer = field(default_factory=Writer)
    buffer: list[str] = field(default_factory=list)

    def flush(self) -> None:
        text = _collapsed("".join(self.buffer))
        self.buffer.clear()
        if _AROUND.match(text) and len(text) < _MAX_TITLE:
            self.writer.furnish(text)
        else:
            self.writer.paragraph(text)

    def block(self, node: Node) -> None:
        """Writes what stands in a node. Depth is bounded by the tree's."""
        for number, child in enumerate(node.children):
            if child.tag == "#":
                self.buffer.append(child.text)
            elif child.tag == "br":
                self.buffer.append("\x0b")
            elif child.tag == "table":
                self.flush()
                self.table(child)
            elif child.tag in tree.BLOCKS:
                self.flush()
                self.blocks_of(child, node, number)
                self.flush()
            else:
                self.block(child)

    def blocks_of(self, child: Node, parent: Node, number: int) -> None:
        if child.is_mostly_links():
            return
        if child.tag == "li" and parent.tag == "ol":
            self.buffer.append(f"{_ordinal(parent, number)}.")
        self.block(child)

    def table(self, node: Node) -> None:
        if node.is_mostly_links():
            return
        if tree.is_layout(node):
            self.layout(node)
            return
        captions = [child for child in node.children if child.tag == "caption"]
        for caption in captions:
            self.writer.paragraph(caption.inner_text())
        cells = grid(node)
        if any(_INFORMATION.search(cell.text) for cell in cells[:4]):
            for row in tree.rows(node):
                self.writer.furnish(" ".join(cell.inner_text() for cell in row))
            return
        if any(_is_prose_row(cell, cells) for cell in cells):
            write_sheet(self.writer, Sheet("", cells))
        else:
            self.writer.table(cells)

    def layout(self, node: Node) -> None:
        for row in tree.rows(node):
            for cell in row:
                self.blocks_of(cell, node, 0)
                self.flush()


def read_html(data: bytes, _header_words: frozenset[str]) -> Parts:
    """The parts of a web page. Raises UnreadableFile for undecodable or absurdly nested ones."""
    if len(data) > LIMITS.text_size:
        raise unreadable("too_large", f"> {LIMITS.text_size >> 20} MiB")
    return read_page(decode_html(data))


def read_page(text: str) -> Parts:
    body, titles = tree.parse(text)
    main = tree.main_part(body)
    page = _Page()
    title = _title(body, main, titles)
    if title:
        page.writer.paragraph(title)
    page.block(main)
    page.flush()
    return page.writer.parts()


def read_mht(data: bytes, header_words: frozenset[str]) -> Parts:
    """The first page of a web archive. Its other parts (pictures, style) are not looked into."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                charset = part.get_content_charset("")
                return read_html(payload, header_words) if not charset else read_page(decode_html(payload, charset))
    raise unreadable("unsupported_format")


def decode_html(data: bytes, charset: str = "") -> str:
    """The text of a page: in the encoding that it declares if that holds for every byte, else as a plain text file's.

    Sites cut characters in two; as browsers do, a few lost ones are shown as such, which no number can be read across.
    """
    found = _CHARSET.search(data[:4096])
    declared = (charset or (found.group(1).decode("ascii") if found else "")).lower()
    encoding = _CHINESE_CHARSETS.get(declared, declared or "utf-8")
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        pass
    try:
        return decode(data).text
    except UnreadableFile:
        text = data.decode(encoding if declared in (*_CHINESE_CHARSETS, "utf-8", "gb18030") else "gb18030", "replace")
        if text.count("\ufffd") * _RARELY > len(text):
            raise
        return text


def grid(table: Node) -> list[GridCell]:
    """The cells of a data table in their places, spans within the table's bounds."""
    lines = tree.rows(table)
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row, line in enumerate(lines):
        column = 0
        for node in line:
            while (row, column) in taken:
                column += 1
            height = min(_span(node, "rowspan") or len(lines), len(lines) - row)
            width = max(1, min(_span(node, "colspan"), 1000))
            if len(taken) + height * width > LIMITS.cells:
                raise unreadable("too_complex", f"> {LIMITS.cells} 单元格")
            taken.update((row + i, column + j) for i in range(height) for j in range(width))
            cells.append(GridCell(row, column, _cell_text(node), height, width))
            column += width
    return cells


def _is_prose_row(cell: GridCell, cells: list[GridCell]) -> bool:
    """A sheet saved as a page is one table, its prose in rows of one cell."""
    return len(cell.text) > _PROSE and "。" in cell.text and sum(other.row == cell.row and bool(other.text.strip()) for other in cells) == 1


def _cell_text(cell: Node) -> str:
    """A cell's text with a line for each block in it."""
    pieces: list[str] = []
    for node in cell.walk():
        if node.tag == "#":
            pieces.append(_SPACE.sub(" ", node.text))
        elif node.tag == "br" or node.tag in tree.BLOCKS:
            pieces.append("\n")
    return "".join(pieces)


def _span(node: Node, name: str) -> int:
    text = (node.attributes.get(name) or "1").strip()
    return int(text) if text.isdigit() and len(text) < 7 else 1


def _ordinal(items: Node, number: int) -> int:
    start = (items.attributes.get("start") or "1").strip()
    place = sum(child.tag == "li" for child in items.children[:number])
    return place + (int(start) if start.isdigit() and len(start) < 7 else 1)


def _collapsed(text: str) -> str:
    """Blanks of the source as one; line breaks of the page (kept as \\x0b until here) as line ends."""
    return "\n".join(_SPACE.sub(" ", line).strip(" ") for line in text.split("\x0b"))


def _title(body: Node, main: Node, titles: list[str]) -> str:
    """The page's heading, if it stands outside the main part: the h1 before it, else what the head says.

    Only what names a report: the head of many pages names the site alone.
    """
    head = "".join(main.inner_text()[:600].split())
    headings = [node.inner_text() for node in tree.before(body, main) if node.tag in ("h1", "h2")]
    names_itself = bool(_KIND.search(head[:60]))
    for title in [*headings, *(_SITE.sub("", title) for title in titles if not names_itself)]:
        bare = "".join(title.split())
        if bare and bare in head:
            return ""
        if 6 <= len(bare) <= _MAX_TITLE and _REPORT.search(bare):
            return title
    return ""
