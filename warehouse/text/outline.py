"""The section tree and the sentences of a flow.

Levels: 1 第一部分, 2 一、, 3 （一）, 4 1., 5 （1）, 6 ① and bullets, 7 一是 (an item within a paragraph).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from warehouse.model import Flow, Section, Sentence, Span
from warehouse.text.flow import BARE_HEADING, build_flow

_CHINESE = "[一二三四五六七八九十]"
# Each level with its label. A label in the middle of a line counts only after the end of a sentence or of a heading,
# except 一、 and （一）, which converters glue to the text before them.
_LEVELS: tuple[tuple[int, str], ...] = (
    (1, rf"第{_CHINESE}{{1,3}}(?:部分|章)"),
    (
        2,
        rf"{_CHINESE}{{1,3}}、|[壹贰叁肆伍陆柒捌玖拾]{{1,2}}、|"
        r"(?<=\n)(?:【(?=[^】\n]{2,30}】(?:\n|$))|(?:[A-K][.．、]|[◆■▲★])(?=[^，。；：\n]{2,20}\n))",
    ),
    (3, rf"（{_CHINESE}{{1,3}}）"),
    (4, r"[0-9]{1,2}(?:[.．](?![0-9])|、(?=[\u4e00-\u9fff“《]))"),
    (5, r"(?:（[0-9]{1,2}）|[0-9]{1,2}）)(?=[\u4e00-\u9fffA-Z“《])"),
    (6, r"[①-⑳●◆◇▲△★•►➢]|(?<=\n)——(?=[\u4e00-\u9fff“《])"),
    (7, rf"(?:{_CHINESE}{{1,2}}(?:是|要)|其{_CHINESE}，|第{_CHINESE}，)"),
)
_LABEL = re.compile("|".join(f"(?P<L{level}>{label})" for level, label in _LEVELS))
_BARE = re.compile(rf"(?<=\n){BARE_HEADING}(?=\n)")
# 1. and below number items; whoever labels more than these labels all headings.
_ITEM_LEVEL = 4
_OPENS = re.compile(r"[。；：！？\n]|[^，、]$")
_TITLE_END = re.compile(r"[。；：】\n]")
_HEADING_TAIL = re.compile(
    r"(?:情况|概况|职责|职能|分析|问题|措施|不足|结论|成效|建议|做法|说明|安排|打算|绩效|完成|改进|目标|管理|总结|综述|评价|方向|原因|其他)$"
)
_MAX_TITLE = 40
_MOST_BORDERS = 65
_SENTENCE_END = re.compile(r"[。！？]+[”’）》」]*|\n")


@dataclass(frozen=True, slots=True)
class Outline:
    """A text's flow with the parts that a reader sees in it."""

    flow: Flow
    title: str
    paragraphs: tuple[Span, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]


class _Heading(NamedTuple):
    level: int
    label: str
    title: str
    start: int
    end: int


def outline(text: str, tables: Iterable[Span] = (), furniture: Iterable[Span] = (), lines_are_paragraphs: bool = False) -> Outline:
    """Flow, title, paragraphs, sections and sentences of a document's text. Table and furniture spans lie in ``text``."""
    flow, paragraphs = build_flow(text, tables, furniture, lines_are_paragraphs)
    headings = _headings(flow)
    sections = _sections(headings, len(flow.text))
    return Outline(flow, _title(flow.text, headings), paragraphs, sections, _sentences(flow.text, paragraphs, sections))


def _headings(flow: Flow) -> list[_Heading]:
    found: list[_Heading] = []
    for match in _LABEL.finditer(flow.text):
        level = int(str(match.lastgroup)[1:])
        if _may_open(flow.text, match.start(), level, found):
            title, end = _heading_title(flow, match)
            found.append(_Heading(level, match.group(), title, match.start(), end))
    return found if any(heading.level < _ITEM_LEVEL for heading in found) else sorted([*found, *_bare_headings(flow.text)], key=_start)


def _bare_headings(flow: str) -> list[_Heading]:
    """The headings of a report that labels none: short lines of their own."""
    return [_Heading(2, "", match.group(), match.start(), match.end()) for match in _BARE.finditer(flow)]


def _start(heading: _Heading) -> int:
    return heading.start


def _may_open(flow: str, start: int, level: int, before: list[_Heading]) -> bool:
    if start == 0 or flow[start - 1] in "\n。；！？：":
        return True
    if before and before[-1].end == start:
        return True
    if level in (2, 3):
        return bool(_HEADING_TAIL.search(flow[max(0, start - 6) : start])) or flow[max(0, start - 4) : start].endswith(
            ("报告", "说明", "）")
        )
    return level in (4, 6) and flow[start - 1] not in "，、第" and not flow[start - 1].isascii()


def _heading_title(flow: Flow, match: re.Match[str]) -> tuple[str, int]:
    """The words of the heading and where it ends: at a stop, the next label or the blank that parted it from the text."""
    start = match.end()
    longest = _MAX_TITLE if match.lastgroup in ("L1", "L2", "L3") else 2 * _MAX_TITLE
    stop = _TITLE_END.search(flow.text, start, start + longest + 1)
    end = stop.start() if stop else min(len(flow.text), start + _MAX_TITLE)
    for label in _LABEL.finditer(flow.text, start, end):
        if label.lastgroup in ("L2", "L3", "L4", "L5") and _HEADING_TAIL.search(flow.text[start : label.start()]):
            return flow.text[start : label.start()], label.start()
    if stop:
        return flow.text[start:end], end
    for place in range(start + 2, end):
        if flow.source(place) - flow.source(place - 1) > 1 and _HEADING_TAIL.search(flow.text[start:place]):
            return flow.text[start:place], place
    comma = flow.text.find("，", start + 3, end)
    return (flow.text[start:comma] if comma > 0 else ""), start


def _sections(headings: list[_Heading], length: int) -> tuple[Section, ...]:
    sections: list[Section] = []
    open_path: list[_Heading] = []
    for heading, end in zip(headings, _ends(headings, length), strict=True):
        open_path = [*(h for h in open_path if h.level < heading.level), heading]
        path = "/".join(f"{h.label}{h.title}" for h in open_path)
        sections.append(
            Section(heading.level, heading.label, heading.title, Span(heading.start, heading.end), Span(heading.end, end), path)
        )
    return tuple(sections)


def _ends(headings: list[_Heading], length: int) -> list[int]:
    """Where each heading's section ends: before the next one of its own or a higher level."""
    ends: list[int] = []
    following: dict[int, int] = {}
    for heading in reversed(headings):
        ends.append(min((start for level, start in following.items() if level <= heading.level), default=length))
        following[heading.level] = heading.start
    return ends[::-1]


def _sentences(flow: str, paragraphs: tuple[Span, ...], sections: tuple[Section, ...]) -> tuple[Sentence, ...]:
    """Sentences end at 。！？, at the end of a paragraph and before the heading of a section."""
    borders = [section.heading.start for section in sections]
    sentences: list[Sentence] = []
    current = -1
    for number, paragraph in enumerate(paragraphs):
        cuts = {m.end() for m in _SENTENCE_END.finditer(flow, paragraph.start, paragraph.end)}
        cuts.add(paragraph.end)
        first, last = bisect_right(borders, paragraph.start), bisect_left(borders, paragraph.end)
        cuts.update(borders[first : min(last, current + _MOST_BORDERS)])
        start = paragraph.start
        for cut in sorted(cuts):
            while current + 1 < len(borders) and borders[current + 1] <= start:
                current += 1
            if cut > start:
                sentences.append(Sentence(Span(start, cut), current, number))
            start = cut
    return tuple(sentences)


def _title(flow: str, headings: list[_Heading]) -> str:
    """The first lines before the first heading that name the report; else the first line."""
    head = flow[: headings[0].start] if headings else flow[:200]
    lines = [line for line in head.split("\n") if line]
    for line in lines[:6]:
        match = re.search(r"^.{4,80}?(?:报告|自评表|情况表|说明)", line)
        if match:
            return match.group()
    return lines[0][:80] if lines else ""
