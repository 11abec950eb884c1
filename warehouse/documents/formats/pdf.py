"""PDF: the text layer in reading order, pages, running heads as furniture, ruled tables as cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from warehouse.documents.formats import pdf_ocr, pdf_rules
from warehouse.documents.formats.pdf_layout import Box, Item, Line, PageLayout, RuledTable, in_reading_order, with_furniture, with_indents
from warehouse.documents.formats.pdf_tables import Char, Grid, fill, grid_of
from warehouse.documents.limits import LIMITS
from warehouse.documents.parts import Parts
from warehouse.documents.reasons import unreadable
from warehouse.documents.text_tables import find_text_tables
from warehouse.documents.writing import Writer
from warehouse.model import Page, Span

_LINE = re.compile(r"[^\r\n]+")
# Code points that stand for glyphs without a meaning: private use, unmapped.
_MEANINGLESS = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_SAME_BORDER = 4.0
_TEXT_OF_A_PAGE = 8


def read_pdf(data: bytes, header_words: frozenset[str]) -> Parts:
    """The parts of a PDF. Raises UnreadableFile: encrypted, damaged, no_text_layer, garbled_text, too_complex."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # The library may tell the error of an earlier file: only one that says it is encrypted can lack a password.
        is_encrypted = "password" in str(error).lower() and b"/Encrypt" in data
        raise unreadable("encrypted" if is_encrypted else "damaged") from error
    try:
        if len(document) > LIMITS.pages:
            raise unreadable("too_complex", f"> {LIMITS.pages} 页")
        layouts = _layouts(document)
    except pypdfium2.PdfiumError as error:
        raise unreadable("damaged") from error
    finally:
        document.close()
    _check(layouts)
    return _with_text_tables(_written(with_indents(with_furniture(layouts))), header_words)


def _layouts(document: Any) -> list[PageLayout]:
    layouts: list[PageLayout] = []
    for number, page in enumerate(document):
        layouts.append(_layout(page, number))
        if sum(layout.is_ocr for layout in layouts) > LIMITS.scanned_pages:
            raise unreadable("too_complex", f"> {LIMITS.scanned_pages} 扫描页")
    return layouts


def _layout(page: Any, number: int) -> PageLayout:
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    height = float(page.get_height())
    place = _Places(page, text_page)
    if len(text) != text_page.count_chars():
        items: Sequence[Item] = [Line(match.group(), None) for match in _LINE.finditer(text)]
    else:
        found = (grid_of(boxes) for boxes in pdf_rules.tables(page, place.point))
        items = _items(text, place, [grid for grid in found if grid is not None])
    text_page.close()
    layout = PageLayout(number + 1, height, in_reading_order(items))
    if _is_bare(layout) and _has_picture(page) and pdf_ocr.is_available():
        layout = pdf_ocr.recognised(page, number)
    page.close()
    return layout


def _is_bare(layout: PageLayout) -> bool:
    return sum(map(len, _texts(layout))) < _TEXT_OF_A_PAGE


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    kinds = {pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, number)) for number in range(pdfium.FPDFPage_CountObjects(page))}
    return bool(kinds & {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM})


class _Places:
    """Where the characters of a page stand as it is displayed: PDF counts from the bottom of the unrotated page."""

    def __init__(self, page: Any, text_page: Any) -> None:
        self._text_page = text_page
        self._left, self._bottom, self._right, self._top = page.get_mediabox()
        self._rotation = page.get_rotation() % 360

    def __call__(self, number: int) -> Box:
        left, bottom, right, top = self._text_page.get_charbox(number, loose=True)
        if not self._rotation:
            return Box(left - self._left, self._top - top, right - self._left, self._top - bottom)
        (x1, y1), (x2, y2) = self.point((left, bottom)), self.point((right, top))
        return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def point(self, point: tuple[float, float]) -> tuple[float, float]:
        x, y = point
        if self._rotation == 90:
            return y - self._bottom, x - self._left
        if self._rotation == 180:
            return self._right - x, y - self._bottom
        if self._rotation == 270:
            return self._top - y, self._right - x
        return x - self._left, self._top - y


def _items(text: str, place: _Places, grids: Sequence[Grid]) -> list[Item]:
    """Lines and tables in the order of the content; a table stands where its first character does."""
    if not grids:
        return [_line(text, place, match.start(), match.end()) for match in _LINE.finditer(text)]
    chars = list(_chars_beside(text, place, grids))
    owner: dict[int, int] = {}
    tables: list[RuledTable] = []
    for grid in grids:
        table, taken = fill(grid, [char for char in chars if char.number not in owner], text)
        owner.update(dict.fromkeys(taken, len(tables)))
        tables.append(table)
    return list(_woven(text, place, owner, tables))


def _chars_beside(text: str, place: _Places, grids: Sequence[Grid]) -> Iterator[Char]:
    """The characters of the lines that stand as high as a table; asking for the places of all others would take most of the time."""
    for match in _LINE.finditer(text):
        box = _line(text, place, match.start(), match.end()).box
        if box is None or not any(box.top < grid.box.bottom and box.bottom > grid.box.top for grid in grids):
            continue
        for number in range(match.start(), match.end()):
            if not text[number].isspace():
                yield Char(number, text[number], place(number))


def _woven(text: str, place: _Places, owner: dict[int, int], tables: Sequence[RuledTable]) -> Iterator[Item]:
    told: set[int] = set()
    for match in _LINE.finditer(text):
        start = match.start()
        for number in range(match.start(), match.end()):
            table = owner.get(number)
            if table is None:
                continue
            if text[start:number].strip():
                yield _line(text, place, start, number)
            start = number + 1
            if table not in told:
                told.add(table)
                yield tables[table]
        if text[start : match.end()].strip():
            yield _line(text, place, start, match.end())


def _line(text: str, place: _Places, start: int, end: int) -> Line:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip()) - 1
    return Line(words.rstrip(), place(first).around(place(last)) if first <= last else None)


def _check(layouts: Sequence[PageLayout]) -> None:
    """Refuses what has no text, has it on the lesser part of its pages only, or has glyphs without meaning."""
    texts = ["".join(_texts(page)) for page in layouts]
    visible = sum(map(len, texts))
    bare = sum(map(_is_bare, layouts))
    if visible < _TEXT_OF_A_PAGE or 2 * bare > len(layouts):
        raise unreadable("no_text_layer", f"{bare}/{len(layouts)} 页")
    if sum(len(_MEANINGLESS.findall(text)) for text in texts) > 0.2 * visible:
        raise unreadable("garbled_text")


def _texts(page: PageLayout) -> Iterator[str]:
    for item in page.items:
        for text in [item.text] if isinstance(item, Line) else [cell.text for cell in item.cells]:
            yield "".join(text.split())


def _written(pages: Sequence[PageLayout]) -> Parts:
    writer = Writer()
    held: RuledTable | None = None
    for page in pages:
        start = writer.length
        for item in page.items:
            if isinstance(item, RuledTable):
                if held is not None and _continues(held, item):
                    writer.continue_table(item.cells)
                else:
                    writer.table(item.cells)
                held = item
            elif item.is_furniture:
                writer.furnish(item.text)
            else:
                held = None if item.text.strip() else held
                writer.line(item.text)
        writer.pages.append(Page(page.number, Span(start, writer.length)))
    is_ocr = any(page.is_ocr for page in pages)
    return replace(writer.parts(lines_are_paragraphs=False), is_ocr=is_ocr, reader=pdf_ocr.READER if is_ocr else "")


def _continues(before: RuledTable, after: RuledTable) -> bool:
    """The same columns, and nothing but furniture between: a table that a page end cut."""
    return len(before.borders) == len(after.borders) and all(
        abs(a - b) < _SAME_BORDER for a, b in zip(before.borders, after.borders, strict=True)
    )


def _with_text_tables(parts: Parts, header_words: frozenset[str]) -> Parts:
    """Tables without rules are known by their header words, as in a text file."""
    others = [
        table for table in find_text_tables(parts.text, header_words) if not any(table.span.overlaps(ruled.span) for ruled in parts.tables)
    ]
    if not others:
        return parts
    tables = sorted([*parts.tables, *others], key=lambda table: table.span)
    return replace(parts, tables=tuple(replace(table, number=number) for number, table in enumerate(tables, 1)))
