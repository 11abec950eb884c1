"""An old year where the report speaks of its own: left over from last year's text.

2021年度我局部门整体支出绩效自评得分94.20分   in the report for 2022   => raised
表1 2020年度主要项目支出情况表               in the report for 2021   => raised
与2022年相比，支出总量增加                   in the report for 2023   => nothing: a comparison
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warehouse.model import Finding, Severity, Span
from warehouse.review.reading import Reading

NAME = "stale_year"

_YEAR = re.compile(r"(?<![0-9〔（\[-])(?P<year>20[0-9]{2})(?P<mark>年度?)")
_COMPARED = re.compile(
    r"相比|比20|较|同比|同期|增长|下降|减少|增加|以来|起|上年|去年|往年|历年|近[一二三四五两]年|连续|累计|至20|—20|-20|～20|结转|遗留|曾|此前|整改|问题|应用|基础上|批复的|以前"
)
_RESULT = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,12}?)(?:部门)?(?:整体支出|项目支出|整体|预算)?(?:绩效)?(?:自评|评价)[^，。；0-9]{0,8}?(?:得分|总分|得|为)[^，。；0-9]{0,4}[0-9]"
)
_SELF_EVALUATION = re.compile(
    r"^(?:我[局街镇院委乡办]|本部门|本单位)?[\u4e00-\u9fff]{0,8}?(?:部门)?整体支出(?:绩效)?(?:情况)?(?:进行|开展)(?:了)?(?:绩效)?(?:自评|自我评价|评价)"
)
_REPORTED = re.compile(r"^[\u4e00-\u9fff]{0,20}?(?:自评|评价)[^，。；]{0,8}(?:报告|汇报|说明)如下")
_AS_OF_THE_END = re.compile(r"^年(?:底|末|12月31日|12月底)[^。；]{0,20}?(?:现有|实有|共有|在职|编制|在编|全[省市县区镇乡街])")
_CAPTION = re.compile(r"^(?:(?:附?表|附件)[0-9一二三四五六七八九十]*[：:、]?)?[^，。；]{0,24}$")
_CAPTION_WORDS = re.compile(r"(?:情况表|自评表|明细表|一览表|统计表|决算表|支出表|评分表|目标表|报告|说明)$")
_ACCOUNT = re.compile(
    r"^(?:，)?(?:我[局街镇院委乡办]|本部门|本单位|部门)?(?:全年|年初|部门|整体|收支|一般公共)*(?:预算数?|支出预算)[^，。；]{0,8}?[0-9]"
)
_PLAN = re.compile(r"力争|计划|将|确保|争取|拟|预计")


def check(reading: Reading) -> Iterator[Finding]:
    own = reading.extraction.identity.fiscal_year
    if own is None:
        return
    for match in _YEAR.finditer(reading.flow):
        year = int(match["year"])
        if year == own or not own - 5 <= year <= own + 1:
            continue
        told = _told(reading, match, own) if year < own else _told_too_early(reading, match)
        if told is not None:
            severity, span = told
            cause = "疑沿用以前年度的文稿" if year < own else "与报告年度不一致"
            message = f"本报告为{own}年度，此处却写“{match.group()}”，{cause}。"
            question = f"此处内容是{year}年度还是{own}年度的情况？"
            yield reading.finding(NAME, severity, message, [reading.source(span.start, span.end)], "", question)


def _told(reading: Reading, match: re.Match[str], own: int) -> tuple[Severity, Span] | None:
    """How sure it is that this year should be the report's own, and what to quote; None: it need not be."""
    flow = reading.flow
    paragraph = reading.paragraph(match.start())
    if _is_caption(reading, paragraph, match, own):
        return "error", paragraph
    sentence = reading.around(match.start())
    clause = _clause(flow, match.start(), match.end(), sentence)
    before = flow[clause.start : match.start()]
    behind = flow[match.end() : min(sentence.end, match.end() + 60)]
    if _COMPARED.search(before) or _COMPARED.search(flow[match.end() : clause.end]) or "》" in flow[match.end() : clause.end + 1]:
        return None
    if _REPORTED.match(behind) or _RESULT.match(behind):
        return "error", Span(match.start(), min(sentence.end, match.end() + 30))
    if _SELF_EVALUATION.match(behind):
        return "error", Span(match.start(), min(sentence.end, match.end() + 24))
    until = flow[match.start("mark") : match.start() + 40]
    if before.endswith("截至") and _AS_OF_THE_END.match(until) and f"截至{own}年" not in flow and str(own) not in sentence.of(flow):
        return "warning", Span(match.start(), min(sentence.end, match.end() + 30))
    if _ACCOUNT.match(behind) and str(own) not in sentence.of(flow) and _is_only_account(reading, own):
        return "warning", Span(match.start(), min(sentence.end, match.end() + 30))
    if reading.is_plan(match.start()) and _PLAN.search(flow[clause.start : clause.end]) and _is_past(match, own):
        return "warning", clause
    return None


def _told_too_early(reading: Reading, match: re.Match[str]) -> tuple[Severity, Span] | None:
    """A result of the year after the report's own: one of the two years is wrong."""
    sentence = reading.around(match.start())
    behind = reading.flow[match.end() : min(sentence.end, match.end() + 60)]
    if reading.is_plan(match.start()) or not _RESULT.match(behind):
        return None
    return "error", Span(match.start(), min(sentence.end, match.end() + 30))


def _is_past(match: re.Match[str], own: int) -> bool:
    """Whether a plan is for a year before the report's own."""
    return int(match["year"]) < own


def _clause(flow: str, start: int, end: int, sentence: Span) -> Span:
    first = max((flow.rfind(mark, sentence.start, start) for mark in "，。；："), default=-1) + 1
    ends = [place for mark in "，。；：" if (place := flow.find(mark, end, sentence.end)) >= 0]
    return Span(max(first, sentence.start), min(ends, default=sentence.end))


def _is_caption(reading: Reading, paragraph: Span, match: re.Match[str], own: int) -> bool:
    """A line of its own that names a table or the report; the only one of its kind, or the year is compared there."""
    words = paragraph.of(reading.flow)
    if len(words) > 60 or not _CAPTION.match(words) or not _CAPTION_WORDS.search(words) or _COMPARED.search(words):
        return False
    if str(own) in words or "《" in words or _is_only_title(reading, paragraph, own):
        return False
    twin = words.replace(match["year"], str(own))
    return twin not in reading.flow


def _is_only_title(reading: Reading, paragraph: Span, own: int) -> bool:
    """Whether this is the report's title and no manifest says that its year is another."""
    return paragraph.start == 0 and str(own) not in reading.flow[:200] and reading.document.declared.fiscal_year is None


def _is_only_account(reading: Reading, own: int) -> bool:
    """Whether no other sentence tells the budget of the report's own year."""
    return re.search(rf"{own}年度?[^，。；]{{0,16}}预算[^，。；]{{0,10}}[0-9]", reading.flow) is None
