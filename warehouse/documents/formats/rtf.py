"""RTF: paragraphs and tables. Pictures, objects, fields' codes and everything marked as optional are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from warehouse.documents.limits import LIMITS
from warehouse.documents.parts import Parts
from warehouse.documents.reasons import unreadable
from warehouse.documents.writing import GridCell, Writer

_TOKEN = re.compile(rb"\\([a-z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
_LEFT_OUT = frozenset(
    [
        b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"headerl", b"headerr", b"headerf", b"footer",
        b"footerl", b"footerr", b"footerf", b"fldinst", b"listtable", b"listoverridetable", b"revtbl", b"rsidtbl", b"generator",
        b"themedata", b"datastore", b"latentstyles", b"xmlnstbl", b"bkmkstart", b"bkmkend", b"nonshppict", b"pntext", b"mmathPr",
    ]
)  # fmt: skip
_CHARACTERS = {
    b"tab": "\t", b"line": "\n", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "·", b"emspace": "\u3000", b"enspace": " ",
}  # fmt: skip
_CODE_PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5", 65001: "utf-8", 1252: "cp1252", 10008: "gb18030"}
_CHARSETS = {134: "gb18030", 136: "big5", 0: "cp1252"}
_NEAR = 30


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits: whether it is left out, its font, how many bytes stand for one \\u character."""

    is_out: bool = False
    font: int = 0
    skip: int = 1


@dataclass(slots=True)
class _Definition:
    """A cell as its row defines it: its right border and how it is merged (in twips)."""

    right: int
    merge: bytes = b""
    vertical: bytes = b""


@dataclass(slots=True)
class _Reader:
    encoding: str = "gb18030"
    fonts: dict[int, str] = field(default_factory=dict)
    writer: Writer = field(default_factory=Writer)
    text: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    cells: list[str] = field(default_factory=list)
    definitions: list[_Definition] = field(default_factory=list)
    pending: _Definition = field(default_factory=lambda: _Definition(0))
    rows: list[list[tuple[_Definition, str]]] = field(default_factory=list)
    is_in_table: bool = False

    def flush(self, font: int) -> None:
        if self.raw:
            self.text.append(bytes(self.raw).decode(self.fonts.get(font, self.encoding), "replace"))
            self.raw.clear()

    def paragraph(self) -> None:
        text = "".join(self.text)
        if self.is_in_table:
            self.text.append("\n")
            return
        self.text.clear()
        if self.rows:
            self.table()
        self.writer.paragraph(text)

    def cell(self) -> None:
        self.cells.append("".join(self.text))
        self.text.clear()

    def row(self) -> None:
        self.rows.append(list(zip(self.definitions, self.cells, strict=False)))
        self.cells.clear()

    def table(self) -> None:
        self.writer.table(_grid(self.rows))
        self.rows.clear()

    def control(self, word: bytes, number: int | None) -> None:
        """A control word that means text or structure, outside what is left out."""
        if word in _CHARACTERS:
            self.text.append(_CHARACTERS[word])
        elif word in (b"par", b"sect"):
            self.paragraph()
        elif word == b"pard":
            self.is_in_table = False
        elif word == b"intbl":
            self.is_in_table = True
        elif word == b"trowd":
            self.definitions, self.pending = [], _Definition(0)
        elif word == b"cellx":
            self.definitions.append(replace(self.pending, right=number or 0))
            self.pending = _Definition(0)
        elif word in (b"clmgf", b"clmrg"):
            self.pending.merge = word
        elif word in (b"clvmgf", b"clvmrg"):
            self.pending.vertical = word
        elif word == b"cell":
            self.cell()
        elif word == b"row":
            self.row()


def read_rtf(data: bytes, _header_words: frozenset[str]) -> Parts:
    """The parts of an RTF. Raises UnreadableFile: damaged or too_complex."""
    if len(data) > 4 * LIMITS.text_size:
        raise unreadable("too_large", f"> {4 * LIMITS.text_size >> 20} MiB")
    code_page = re.search(rb"\\ansicpg([0-9]{1,5})", data[:2048])
    reader = _Reader(_CODE_PAGES.get(int(code_page.group(1)), "gb18030") if code_page else "gb18030", _fonts(data))
    _run(reader, data)
    if reader.is_in_table and reader.text:
        reader.cell()
    reader.is_in_table = False
    reader.paragraph()
    return reader.writer.parts()


def _fonts(data: bytes) -> dict[int, str]:
    """Font number → the encoding of its character set; without it, the document's."""
    head = data[: 1 << 20]
    start = head.find(b"{\\fonttbl")
    found = (
        re.findall(rb"\\f([0-9]{1,5})(?:\\[a-z]+(?!charset)-?[0-9]*\s?)*?\\fcharset([0-9]{1,3})", head[start : start + 200_000])
        if start >= 0
        else []
    )
    return {int(font): _CHARSETS[int(charset)] for font, charset in found if int(charset) in _CHARSETS and int(charset) != 0}


def _run(reader: _Reader, data: bytes) -> None:
    state, stack, skip = _State(), [], 0
    is_star = False
    for word, number, byte, symbol, brace, text in _tokens(data):
        if byte and not state.is_out:
            if skip:
                skip -= 1
            else:
                reader.raw.append(int(byte, 16))
            continue
        if not text or not skip:
            reader.flush(state.font)
        if brace == b"{":
            stack.append(state)
            if len(stack) > 4 * LIMITS.depth:
                raise unreadable("too_complex", f"> {4 * LIMITS.depth} 层")
        elif brace:
            state = stack.pop() if stack else _State()
            skip = 0
        elif symbol:
            is_star = symbol == b"*"
            if not state.is_out:
                reader.text.append({b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}.get(symbol, ""))
            continue
        elif text and not state.is_out:
            reader.text.append(text[skip:].decode("latin-1"))
            skip = max(0, skip - len(text))
        elif word:
            state, skip = _controlled(reader, state, word, number, is_star, skip)
        is_star = False


def _controlled(reader: _Reader, state: _State, word: bytes, number: bytes, is_star: bool, skip: int) -> tuple[_State, int]:
    value = int(number) if number else None
    if is_star or word in _LEFT_OUT:
        return replace(state, is_out=True), skip
    if state.is_out:
        return state, skip
    if word == b"u" and value is not None:
        reader.text.append(chr(value % 0x10000))
        return state, state.skip
    if word == b"uc":
        return replace(state, skip=min(value or 0, 16)), skip
    if word == b"f":
        return replace(state, font=value or 0), skip
    if word == b"bin":
        raise unreadable("too_complex")
    reader.control(word, value)
    return state, skip


def _tokens(data: bytes) -> Iterator[tuple[bytes, bytes, bytes, bytes, bytes, bytes]]:
    for match in _TOKEN.finditer(data):
        word, number, byte, symbol, brace, text = match.groups(b"")
        yield word, number, byte, symbol, brace, text


def _grid(rows: list[list[tuple[_Definition, str]]]) -> list[GridCell]:
    """Cells in columns given by all right borders that occur; merged ones lengthened."""
    borders: list[int] = []
    for right in sorted({definition.right for row in rows for definition, _ in row}):
        if not borders or right - borders[-1] > _NEAR:
            borders.append(right)
    cells: list[GridCell] = []
    above: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        for definition, text in row:
            end = max(column + 1, next((i for i, right in enumerate(borders) if definition.right <= right + _NEAR), len(borders) - 1) + 1)
            if definition.merge == b"clmrg" and cells:
                cells[-1] = replace(cells[-1], column_span=end - cells[-1].column, text=cells[-1].text + text)
            elif definition.vertical == b"clvmrg" and column in above:
                held = cells[above[column]]
                cells[above[column]] = replace(held, row_span=number - held.row + 1)
            else:
                above[column] = len(cells)
                cells.append(GridCell(number, column, text, 1, end - column))
            column = end
    return cells
