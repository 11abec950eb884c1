"""Tables in plain text: a header line of known words, then rows whose cells stand apart by tabs, bars or blanks.

    一级指标 二级指标 三级指标 指标值 完成值 分值 得分
    产出指标 数量指标 校舍建设面积 ≥4.2万平方米 4.26万平方米 10 10
    教师培训人次 ≥2000人次 2150人次 10 10

A row with fewer cells is aligned from the right: what it lacks on the left was told above, and the cells above reach
down over it. A total's row (合计 100 99.5) keeps its first cell on the left.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from warehouse.model import Cell, Span, Table
from warehouse.text.width import fold

# Enough to know a header by; the full list with its roles is seeds/reference/table_headers.csv.
_KNOWN = (
    "一级指标 二级指标 三级指标 指标名称 指标内容 绩效指标 指标值 年度指标值 预期指标值 目标值 年度目标值 完成值 实际完成值 "
    "完成率 分值 权重 得分 自评得分 偏差原因 备注 序号 项目 项目名称 年初预算数 调整预算数 调整后预算数 全年预算数 全年执行数 "
    "预算数 执行数 执行率 预算执行率 决算数 计量单位 度量单位 指标性质 单位"
)
HEADER_WORDS = frozenset(_KNOWN.split())
_TOTALS = ("合计", "总计", "总分", "小计", "共计")
_CELL_BY_TAB = re.compile(r"[^\t]+")
_CELL_BY_BAR = re.compile(r"(?:\\\||[^|])+")
_CELL_BY_BLANK = re.compile(r"[^ \t\u3000\u00a0]+")
_RULER = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*")
_SENTENCE = re.compile(r"[。；;]$|[。；].{8,}")
_NOTE = re.compile(r"[（(].*[)）]$")
_MAX_ROWS = 5_000
_MAX_HEADER = 400


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: tuple[Span, ...]


def find_text_tables(text: str, header_words: Collection[str] = HEADER_WORDS) -> tuple[Table, ...]:
    """The tables of a plain text, in order. Offsets are exact; a table needs a known header and two rows."""
    lines = _lines(text)
    tables: list[Table] = []
    number = 0
    while number < len(lines):
        start, end = lines[number]
        pattern = _pattern(text[start:end], header_words)
        if pattern is None or not _is_header(text, _words(pattern, text, start, end), header_words):
            number += 1
            continue
        rows, number = _rows(text, lines, number, pattern)
        if len(rows) >= 3:
            tables.append(_table(text, rows, len(tables) + 1))
    return tuple(tables)


def _lines(text: str) -> list[tuple[int, int]]:
    """Start and end of each line that is not blank."""
    lines: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if not line.isspace():
            lines.append((start, start + len(line.rstrip("\r\n"))))
        start += len(line)
    return lines


def _pattern(line: str, known: Collection[str]) -> re.Pattern[str] | None:
    """How the cells of a header line are parted; None for a line that is surely no header. Most lines end here, cheaply."""
    if len(line) > _MAX_HEADER or "。" in line:
        return None
    if line.count("|") >= 2:
        return _CELL_BY_BAR
    words = line.split()
    if len(words) < 3 or not any(word in known or _bare(word) in known for word in words[:3]):
        return None
    return _CELL_BY_TAB if line.count("\t") >= 2 else _CELL_BY_BLANK


def _words(pattern: re.Pattern[str], text: str, start: int, end: int) -> tuple[Span, ...]:
    """The cells of one line, without blanks around them; an empty cell between two bars or tabs is an empty span."""
    if pattern is _CELL_BY_BLANK:
        return tuple(Span(m.start(), m.end()) for m in pattern.finditer(text, start, end))
    mark = "|" if pattern is _CELL_BY_BAR else "\t"
    spans = [_trimmed(text, span) for span in _split(text, start, end, mark)]
    if mark == "|":
        spans = spans[1:] if spans and not len(spans[0]) else spans
        spans = spans[:-1] if spans and not len(spans[-1]) else spans
    return tuple(spans)


def _split(text: str, start: int, end: int, mark: str) -> Iterator[Span]:
    begin = start
    for place in range(start, end):
        if text[place] == mark and not (mark == "|" and place > start and text[place - 1] == "\\"):
            yield Span(begin, place)
            begin = place + 1
    yield Span(begin, end)


def _trimmed(text: str, span: Span) -> Span:
    inner = span.of(text)
    left = len(inner) - len(inner.lstrip())
    return Span(span.start + left, span.start + max(left, len(inner.rstrip())))


def _is_header(text: str, words: tuple[Span, ...], known: Collection[str]) -> bool:
    """Three cells or more, at least two and at least half of which are known header words."""
    if len(words) < 3:
        return False
    hits = sum(_bare(span.of(text)) in known for span in words)
    return hits >= 2 and 2 * hits >= len(words)


def _bare(word: str) -> str:
    return _NOTE.sub("", fold(word)).strip("*：: \u3000")


def _rows(text: str, lines: list[tuple[int, int]], number: int, pattern: re.Pattern[str]) -> tuple[list[tuple[Span, ...]], int]:
    """The header's and the following lines' cells as long as they fit the header, and the number of the line after."""
    header = _words(pattern, text, *lines[number])
    rows = [header]
    number += 1
    while number < len(lines) and len(rows) < _MAX_ROWS:
        start, end = lines[number]
        if pattern is _CELL_BY_BAR and _RULER.fullmatch(text, start, end):
            number += 1
            continue
        words = _words(pattern, text, start, end)
        if not _fits(text[start:end], words, len(header), pattern):
            break
        rows.append(words)
        number += 1
    return rows, number


def _fits(line: str, words: tuple[Span, ...], width: int, pattern: re.Pattern[str]) -> bool:
    if not 2 <= len(words) <= width:
        return False
    return pattern is not _CELL_BY_BLANK or not _SENTENCE.search(line)


def _table(text: str, rows: list[tuple[Span, ...]], number: int) -> Table:
    width = len(rows[0])
    cells: list[Cell] = []
    above: dict[int, int] = {}
    for row, words in enumerate(rows):
        first = 0 if len(words) == width or _is_total(text, words) else width - len(words)
        for column in range(first):
            if column in above:
                held = above[column]
                cells[held] = replace(cells[held], row_span=row - cells[held].row + 1)
        gap = width - len(words) if first == 0 else 0
        for place, span in enumerate(words):
            column = first + place + (gap if place else 0)
            above[column] = len(cells)
            cells.append(Cell(row, column, span, span.of(text), column_span=1 if place else gap + 1))
    return Table(number, Span(rows[0][0].start, rows[-1][-1].end), tuple(cells))


def _is_total(text: str, words: tuple[Span, ...]) -> bool:
    return fold(words[0].of(text)).startswith(_TOTALS)
