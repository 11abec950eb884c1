"""Problems and measures: what next year's report must answer.

One row per numbered item; without numbers one per paragraph, and within a single paragraph one per semicolon clause,
else one per sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.extraction.grammar import Words, pattern
from warehouse.model import Document, Section, Span

_ANNOUNCED = re.compile(
    r"(?:(?P<problem>(?:发现|存在)的?(?:主要)?(?:问题|不足)[^：。]{0,8})|(?:下一步|今后)?(?:改进|整改|工作)(?:措施|打算|计划|建议)[^：。]{0,4})："
)
_CLAUSE = re.compile(r"[^；。]+[；。]?")
_NEXT_STEP = re.compile(r"(?:下一步|下阶段|今后|下一年度?|下步)[，,：]?")
_LEADS_TO_MEASURES = re.compile(r"(?:针对(?:上述|以上|存在|这些)|下一?步|下阶段|今后)[^。；]{0,40}：$")
_KIND_MARK = re.compile(r"(?:——)?(?P<kind>问题方面|措施方面|改进措施|下一步|下阶段|今后)")
_INLINE_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}(?:是|要)|[（(][0-9一二三四五六七八九十]{1,2}[）)]|[①-⑳]|(?<![0-9.])[0-9]{1,2}[.、．](?![0-9])|其[一二三四五]，|第[一二三四五]，)"
)
# Paragraphs that follow the last section without a heading: the mark, notes, the name of an annexed form, the signature.
_OTHER_MATTER = re.compile(
    r"^(?:注[：:]|附件|附表|附[：:]|单位[：:]|联系|表[0-9])|自评[^。；]{0,20}(?:得分|总分|等级)|^[^。；]{0,40}(?:表|目录|清单)$|^[^。；，]{0,30}[0-9一二三四五六七八九十〇零]{1,3}月[0-9一二三四五六七八九十]{1,3}日$|^[^。；，]{4,30}(?:局|办事处|政府|委员会|院|中心|办公室|大队|学校)$"
)
_IMPRINT = re.compile(r"^(?:填报|填表|主办|承办|联系|网站|打印|附件|自评|审核|单位负责人|经办)|ICP备|公网安备|联系电话")
_TITLE_END = r"(?:$|[及和与、，：。（(]|情况|分析|汇总|说明)"
_PROBLEM_TITLE = "(?<![补小齐])(?:{problem_section})" + _TITLE_END
_MEASURE_TITLE = "{measure_section}" + _TITLE_END + "|(?:^|[及和与、])(?:下一?步|今后|下阶段)"
_ONE_EACH = 2
_LEAD_IN = re.compile(r"^[^：。；]{0,30}：")


@dataclass(frozen=True, slots=True)
class Item:
    """One commitment; the span lies in the flow."""

    kind: str
    span: Span
    title: str


def commitments(document: Document, words: Words) -> tuple[Item, ...]:
    """All problems and measures of a document, in order."""
    items: list[Item] = []
    sections = _top_sections(document, words)
    for section in sections:
        items.extend(_items(document, section, kind_of(section.title, words), words))
    items.extend(_told_in_passing(document, sections))
    return tuple(sorted(items, key=lambda item: item.span))


def _told_in_passing(document: Document, sections: list[Section]) -> list[Item]:
    """Problems and measures announced within another section (发现的主要问题：…。下一步改进措施：…。)."""
    flow = document.flow.text
    found: list[Item] = []
    for sentence in document.sentences:
        match = _ANNOUNCED.match(flow, sentence.span.start, sentence.span.end)
        if match and not any(s.body.start <= sentence.span.start < s.body.end for s in sections):
            kind = "problem" if match.group("problem") else "measure"
            found.append(_item(kind, Span(match.end(), sentence.span.end), flow))
    return found


def kind_of(title: str, words: Words) -> str:
    """``problem``, ``measure``, ``both`` or an empty string for a heading."""
    problem = pattern(_PROBLEM_TITLE, words).search(title) is not None
    measure = pattern(_MEASURE_TITLE, words).search(title) is not None
    if re.search(r"项目|工程|计划|资金", title):
        return ""
    if problem and not measure and title.rstrip("。").endswith("改进"):
        measure = True
    if problem and measure:
        return "both"
    return "problem" if problem else "measure" if measure else ""


def _top_sections(document: Document, words: Words) -> list[Section]:
    """The outermost sections on problems or measures, and theirs that only one of both is told in."""
    chosen: list[Section] = []
    for section in document.sections:
        if section.level > 5 or len(section.title) > 30 or not kind_of(section.title, words):
            continue
        inside = next((outer for outer in chosen[-2:] if outer.body.start <= section.heading.start < outer.body.end), None)
        if inside is None:
            chosen.append(section)
        elif kind_of(inside.title, words) == "both" and kind_of(section.title, words) != "both" and section.level <= 3:
            chosen = [outer for outer in chosen if outer is not inside]
            chosen.extend(
                s
                for s in document.sections
                if s.level == section.level and inside.body.start <= s.heading.start < inside.body.end and kind_of(s.title, words)
            )
    return chosen


def _items(document: Document, section: Section, kind: str, words: Words) -> list[Item]:
    flow = document.flow.text
    blocks = _numbered(document, section, 6 if kind == "both" else 7)
    if blocks:
        return _in_blocks(blocks, kind, flow, words)
    blocks = _unnumbered(document, section)
    if kind == "both" and len(blocks) == _ONE_EACH:  # a paragraph of problems, then one of measures
        return [*_in_blocks(blocks[:1], "problem", flow, words), *_in_blocks(blocks[1:], "measure", flow, words)]
    return _in_blocks(blocks, kind, flow, words)


def _in_blocks(blocks: Sequence[Span], kind: str, flow: str, words: Words) -> list[Item]:
    """The items of paragraphs or numbered points, one after the other."""
    items: list[Item] = []
    current = "problem" if kind == "both" else kind
    blocks = [block for block in (_without_other_matter(block, flow) for block in blocks) if not _OTHER_MATTER.search(block.of(flow))]
    for block in blocks:
        text = block.of(flow)
        mark = _KIND_MARK.match(text)
        if kind == "both":
            current = _turn(text, mark, current, words)
        if _is_lead_in(text):
            continue
        parts = _inline(block, text) if _splits(text, len(blocks)) else [block]
        for part in parts:
            items.extend(_with_next_step(part, flow, current))
    return items


def _without_other_matter(block: Span, flow: str) -> Span:
    """The last item of a report without what follows it: annexes, notes, the signature."""
    end = block.start
    for number, line in enumerate(block.of(flow).split("\n")):
        if number and (_OTHER_MATTER.search(line) or _IMPRINT.search(line)):
            return Span(block.start, end - 1)
        end += len(line) + 1
    return block


def _turn(text: str, mark: re.Match[str] | None, current: str, words: Words) -> str:
    if re.match(r"[一二三四五六七八九十]要", text) or _LEADS_TO_MEASURES.match(text):
        return "measure"
    if mark:
        return "problem" if "问题" in mark.group("kind") else "measure"
    head = text[:24]
    if pattern("{measure_section}", words).search(head) and "问题" not in head:
        return "measure"
    if re.search(r"不足|问题|短板", head):
        return "problem"
    return current


def _sections_within(document: Document, section: Section) -> Sequence[Section]:
    """The sections whose headings stand in the body of another."""
    sections = document.sections
    first = bisect_left(sections, section.body.start, key=lambda s: s.heading.start)
    return sections[first : bisect_left(sections, section.body.end, key=lambda s: s.heading.start)]


def _numbered(document: Document, section: Section, deepest: int) -> list[Span]:
    """The innermost numbered items of a section, down to a level, each with all its text."""
    inside = [s for s in _sections_within(document, section) if s.level <= deepest]
    leaves: list[Span] = []
    for number, item in enumerate(inside):
        deeper = number + 1 < len(inside) and inside[number + 1].level > item.level and inside[number + 1].heading.start < item.body.end
        if not deeper:
            leaves.append(Span(item.heading.start, item.body.end))
    return leaves


def _unnumbered(document: Document, section: Section) -> list[Span]:
    paragraphs = document.paragraphs
    first = max(0, bisect_right(paragraphs, section.body.start, key=lambda p: p.start) - 1)
    last = bisect_right(paragraphs, section.body.end, key=lambda p: p.start)
    spans = [Span(max(p.start, section.body.start), min(p.end, section.body.end)) for p in paragraphs[first:last]]
    flow = document.flow.text
    return [s for s in spans if s.end - s.start > 6 and len(s.of(flow).strip("。：；，")) > 5]


def _is_lead_in(text: str) -> bool:
    return (len(text) < 60 and text.endswith("：")) or len(text.strip("。；：")) < 5


def _splits(text: str, blocks: int) -> bool:
    """Whether one paragraph holds several items: numbered inside, after a lead-in (主要有：…；…), or standing alone."""
    if len(_INLINE_ITEM.findall(text)) > 1:
        return True
    if _INLINE_ITEM.match(text):
        return False
    return (_LEAD_IN.match(text) is not None and "；" in text) or blocks == 1


def _inline(block: Span, text: str) -> list[Span]:
    marks = [m.start() for m in _INLINE_ITEM.finditer(text) if m.start() == 0 or text[m.start() - 1] in "，；：。、"]
    if len(marks) > 1:
        ends = [*marks[1:], len(text)]
        return [Span(block.start + a, block.start + b) for a, b in zip(marks, ends, strict=True)]
    lead = _LEAD_IN.match(text)
    offset = lead.end() if lead else 0
    body = text[offset:]
    by = _CLAUSE if "；" in body else re.compile(r"[^。]+。?")
    return [
        Span(block.start + offset + m.start(), block.start + offset + m.end())
        for m in by.finditer(body)
        if len(m.group().strip("；。")) > 5
    ]


def _with_next_step(span: Span, flow: str, kind: str) -> list[Item]:
    """An item; a problem that ends in what is to be done next (下一步，…) gives a measure as well."""
    text = span.of(flow)
    if kind == "problem":
        for sentence in re.finditer(r"(?<=[。；])[^。；]+[。；]?", text):
            if _NEXT_STEP.match(sentence.group()):
                cut = span.start + sentence.start()
                rest = Span(cut, span.end)
                parts = [Span(cut + m.start(), cut + m.end()) for m in _CLAUSE.finditer(rest.of(flow)) if len(m.group()) > 6]
                return [_item(kind, Span(span.start, cut), flow), *(_item("measure", part, flow) for part in parts or [rest])]
    return [_item(kind, span, flow)]


def _item(kind: str, span: Span, flow: str) -> Item:
    text = span.of(flow)
    end = len(text.rstrip("\n"))
    mark = _INLINE_ITEM.match(text)
    title = re.split(r"[。；\n]", text[mark.end() if mark else 0 :].lstrip("—：，、 "))[0]
    if len(title) > 40:
        title = title.split("，")[0]
    return Item(kind, Span(span.start, span.start + end), title[:60])
