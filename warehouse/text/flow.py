"""The text as it is read: one normalised string, and the way back from it to the document's text.

Blanks inside sentences, converter's marks, page furniture and page breaks in mid-sentence go; widths are folded one to
one. Nothing is rewritten in the document: a ``Flow`` only remembers where each of its pieces came from.

    >>> flow, _ = build_flow("全年预算数 1 30,92.54 万元，\\n\\n执行数 115,28.89 万元。")
    >>> flow.text
    '全年预算数130,92.54万元，执行数115,28.89万元。'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from warehouse.model import Flow, Span
from warehouse.text.width import FOLDS, replaced

_CJK_PUNCTUATION = {"(": "（", ")": "）", ";": "；", "?": "？", "!": "！", "[": "〔", "]": "〕", "｡": "。"}
_SMALL_COMMA = "﹐"  # parts clauses, while a comma in full width may belong to a number
# Both steps in one: widths folded, then punctuation made Chinese.
_BOTH = {wide: _CJK_PUNCTUATION.get(narrow, narrow) for wide, narrow in FOLDS.items()} | _CJK_PUNCTUATION
UNIFORM = {char: uniform for char, uniform in _BOTH.items() if char != uniform}
# A comma or a colon belongs to a number only between digits; everywhere else it parts clauses.
# A full stop in ASCII after a Chinese word ends its sentence; after a digit or a letter it belongs to them.
_LOOSE_STOP = re.compile(r"(?<=[\u4e00-\u9fff）”》%])\.(?=[\u4e00-\u9fff“《（\s]|$)")
_LOOSE_MARK = re.compile(r"[,:](?:(?<![0-9][,:])|(?![0-9]))")
_LOOSE = {",": "，", ":": "："}

# What the flow leaves out or breaks at: marks of a converter, blanks, line ends.
# Blanks, a converter's asterisks, and characters without a width: joiners, marks of direction, soft hyphens.
_BLANK = r"[\s*\u00a0\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u3000\ufeff]"
_GAP = re.compile(_BLANK + r"+(?:(?<=\n)#{1,6}[ \t]+)?|\A#{1,6}[ \t]+")

LABEL = (
    r"(?:第[一二三四五六七八九十]{1,3}(?:部分|章|节)|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}、|（[一二三四五六七八九十]{1,3}）|"
    r"[0-9]{1,2}[.、．](?![0-9])|（[0-9]{1,2}）|[0-9]{1,2}）|[①-⑳]|[一二三四五六七八九十]{1,2}[是要](?=[^否求])|[●◆◇▲△★•►➢]|——|附件|附表|附：|（此页|【)"
)
_STARTS_PARAGRAPH = re.compile(LABEL)
_IS_HEADING_LINE = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}(?:部分|章|节)|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}、|（[一二三四五六七八九十]{1,3}）|"
    r"[0-9]{1,2}[.、．]|[A-K][.、．]|[◆■▲★] ?)[^。；，]{1,40}$"
)
_IS_TITLE_LINE = re.compile(r"[^。；，]{2,60}(?:报告|总结|说明|自评表|一览表|情况表|材料)$")
# A heading without a label: a short line of its own that closes with the noun of one (存在的主要问题) or with its marks.
BARE_HEADING = (
    r"[\u4e00-\u9fff、]{0,12}(?:情况|概况|问题|措施|结论|目标|效果|管理|使用|打算|建议|"
    r"[\u4e00-\u9fff]（(?:满分|分值|权重)?[0-9.]+分[^（）\n]*）)"
)
_IS_BARE_HEADING = re.compile(BARE_HEADING + "$")
_ENDS_SENTENCE = re.compile(r"[。！？；：][”’）》」]?$|】$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年")
# A number with its decimals told is whole: digits after a blank are another one (97.00 10), not its broken rest (1 080).
_WHOLE_NUMBER = re.compile(r"[0-9]\.[0-9]+$")


def normalise(text: str) -> str:
    """Widths folded and punctuation made uniform, one character to one character."""
    folded = replaced(text, UNIFORM).replace(_SMALL_COMMA, "，")
    if "." in folded:
        folded = _LOOSE_STOP.sub("。", folded)
    return _LOOSE_MARK.sub(lambda m: _LOOSE[m.group()], folded)


def build_flow(
    text: str, tables: Iterable[Span] = (), furniture: Iterable[Span] = (), lines_are_paragraphs: bool = False
) -> tuple[Flow, tuple[Span, ...]]:
    """The flow of a text and its paragraphs as spans of the flow.

    ``tables`` and ``furniture`` are spans of ``text`` that the flow leaves out; a table also ends the paragraph.
    With ``lines_are_paragraphs`` every line end is one (documents whose reader knows the paragraphs).
    """
    clean = normalise(text)
    pieces: list[str] = []
    starts: list[int] = []
    sources: list[int] = []
    length = 0
    line_start = 0
    position = 0

    def keep(start: int, end: int) -> None:
        nonlocal length
        if start < end:
            pieces.append(clean[start:end])
            starts.append(length)
            sources.append(start)
            length += end - start

    for gap_start, gap_end, is_break in _gaps(clean, tables, furniture):
        if gap_start < position:
            position = max(position, gap_end)
            continue
        keep(position, gap_start)
        position = gap_end
        gap = clean[gap_start:gap_end]
        has_line_end = "\n" in gap or "\r" in gap
        is_indented = "\u3000\u3000" in text[gap_start:gap_end]
        if is_break or (has_line_end and (lines_are_paragraphs or is_indented or _breaks(clean, line_start, gap_start, gap_end))):
            if length and pieces[-1] != "\n":
                starts.append(length)
                sources.append(min(gap_start, len(clean) - 1))
                pieces.append("\n")
                length += 1
            line_start = gap_end
        elif not has_line_end and _parts_words(clean, gap_start, gap_end):
            starts.append(length)
            sources.append(gap_start)
            pieces.append(" ")
            length += 1
    keep(position, len(clean))
    flow = Flow("".join(pieces), tuple(starts), tuple(sources))
    return flow, _paragraphs(flow.text)


def _gaps(clean: str, tables: Iterable[Span], furniture: Iterable[Span]) -> list[tuple[int, int, bool]]:
    """All stretches to leave out, in order: (start, end, whether a paragraph ends there)."""
    cuts = [(span.start, span.end, True) for span in tables] + [(span.start, span.end, False) for span in furniture]
    gaps = [(m.start(), m.end(), False) for m in _GAP.finditer(clean)]
    if not cuts:
        return gaps
    return _merge(sorted(gaps + cuts))


def _merge(gaps: Sequence[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    merged: list[tuple[int, int, bool]] = []
    for start, end, is_break in gaps:
        if merged and start <= merged[-1][1]:
            first, last, before = merged[-1]
            merged[-1] = (first, max(last, end), before or is_break)
        else:
            merged.append((start, end, is_break))
    return merged


def _breaks(clean: str, line_start: int, gap_start: int, gap_end: int) -> bool:
    """Whether a paragraph ends at this line end, or was only cut by a page or a fixed line width."""
    before = clean[max(line_start, gap_start - 80) : gap_start]
    if _ENDS_SENTENCE.search(before):
        return True
    if _STARTS_PARAGRAPH.match(clean, gap_end):
        return True
    line = clean[max(line_start, clean.rfind("\n", 0, gap_start) + 1) : gap_start].strip(" *#\u3000\t")
    if _IS_HEADING_LINE.match(line) or _IS_TITLE_LINE.match(line):
        return True
    if line_start + len(line) == gap_start and _IS_BARE_HEADING.match(line):
        return True
    return line.startswith("|") or clean[gap_end : gap_end + 1] == "|"


def _parts_words(clean: str, start: int, end: int) -> bool:
    """Whether a blank parts two Latin words, or a number from a year that follows it."""
    if start == 0 or end >= len(clean):
        return False
    left, right = clean[start - 1], clean[end]
    if left.isascii() and right.isascii() and left.isalpha() and right.isalpha():
        return True
    return left.isdigit() and right.isdigit() and bool(_YEAR.match(clean, end) or _WHOLE_NUMBER.search(clean[max(0, start - 16) : start]))


def _paragraphs(flow: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    start = 0
    for line in flow.split("\n"):
        if line:
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return tuple(spans)
