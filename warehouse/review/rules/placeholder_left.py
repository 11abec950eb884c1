"""A blank of the template that nobody filled in.

较上年增长XX%                      => raised
其他支出占%; 支出万元；(100字以内)    => raised: the number is missing, the template's advice still stands
“四个一”、12345、GB 7718           => nothing
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from warehouse.model import Finding, Severity, Span
from warehouse.review.reading import Reading
from warehouse.text.width import fold

NAME = "placeholder_left"


@dataclass(frozen=True, slots=True)
class _Blank:
    """A pattern that begins with one character or class. ``after``: what must stand before it (empty: anything);
    ``not_after``: characters that may not; ``reach``: how many characters before it are quoted; ``signs``: characters of
    which one must stand in the report for the pattern to be found at all."""

    pattern: re.Pattern[str]
    what: str
    after: tuple[str, ...] = ()
    not_after: str = ""
    reach: int = 8
    severity: Severity = "error"
    in_sentence: bool = False
    signs: str = ""


_GLUED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789一二三四五六七八九"
_UNIT = "[%‰]|[万亿]?元|个百分点|个|家|户|人次|人|名|次|件|宗|起|项|条|年|月|日|号|分|场|期|亩|公里|平方米"
_NAME = "街道|镇|乡|局|单位|部门|项目|县|区|市|省|公司|工程|中心"
_BLANKS: tuple[_Blank, ...] = (
    _Blank(
        re.compile(rf"[Xx×╳○?？_△▲□■]{{2,40}}(?:{_UNIT})"),
        "数字未填",
        not_after=_GLUED,
        signs="Xx×╳○?？_△▲□■",
    ),
    _Blank(re.compile(rf"[Xx×╳]{{2,40}}(?:{_NAME})"), "名称未填", not_after=_GLUED, reach=4, signs="Xx×╳"),
    _Blank(re.compile(r"[Xx×]{2,40}(?=[，。；、）\n]|$)"), "内容未填", after=("：", "为"), reach=6, signs="Xx×"),
    _Blank(re.compile(r"20(?:[Xx×_○]{2}|[0-9][Xx×_])年"), "年份未填", reach=0, signs="Xx×_○"),
    _Blank(
        re.compile(r"[%‰](?<=[占比为达到长降高率度例重的][%‰])(?=[，。；、）\n]|$)"),
        "百分比的数字缺失",
        after=("占", "占比", "为", "达", "达到", "增长", "下降", "提高", "完成率", "执行率", "满意度", "比例", "比重", "的"),
        in_sentence=True,
    ),
    _Blank(
        re.compile(r"[万亿元](?<=[出算数入余计金费为][万亿元])(?:(?<=[万亿])元)?(?=[，。；、）\n])(?<=元)"),
        "金额的数字缺失",
        after=("支出", "预算", "预算数", "执行数", "决算数", "收入", "结余", "共计", "合计", "资金", "经费", "支出为", "收入为", "预算为"),
        in_sentence=True,
    ),
    _Blank(re.compile(r"字(?:以内|以下|左右|之内)[^，。；\n）]{0,12}）?"), "填写说明未删", after=tuple("0123456789"), reach=24),
    _Blank(
        re.compile(r"[（【〔](?:请|此处|在此|可|应)?(?:填写|填报|简要说明|概述|描述|列示|详述|补充)[^）】〕\n]{0,40}[）】〕]"),
        "填写说明未删",
        reach=0,
    ),
    _Blank(re.compile(r"[待此这](?:处?填写|填报|补充|核实|完善|里填写|处插入)(?=[，。；）\n%])"), "内容未填"),
    _Blank(re.compile(r"【[^】]{0,12}(?:名称|单位|年份|金额|数字|内容)】"), "内容未填", reach=4, signs="【"),
    _Blank(re.compile(r"年月日(?=\n|$)"), "日期未填", not_after=_GLUED + "十〇零○份出生", reach=0, severity="warning"),
)
_STOP = frozenset("，。；：、\n（")
_IN_CELL = re.compile(r"(?:[Xx×╳○]{2,}|[?？]{2,}|_{2,})[%‰]?[\u4e00-\u9fff]{0,3}")
_MARKS = frozenset("Xx×╳○?？_")


def check(reading: Reading) -> Iterator[Finding]:
    places: dict[tuple[str, Severity, str], list[Span]] = {}
    taken: list[Span] = []
    for words, span, severity, what in (*_in_prose(reading), *_in_cells(reading)):
        if not any(span.overlaps(other) for other in taken):
            taken.append(span)
            places.setdefault((words, severity, what), []).append(span)
    for (words, severity, what), spans in places.items():
        message = f"“{words}”：{what}，模板的占位或填写说明留在正文。"
        yield reading.finding(NAME, severity, message, spans, "", f"“{words}”处应填写什么？")


def _in_prose(reading: Reading) -> Iterator[tuple[str, Span, Severity, str]]:
    flow = reading.flow
    for blank in _BLANKS:
        if blank.signs and not any(sign in flow for sign in blank.signs):
            continue  # a quick no for most reports
        for match in blank.pattern.finditer(flow):
            start = match.start()
            if (blank.after and not flow.endswith(blank.after, 0, start)) or (start and flow[start - 1] in blank.not_after):
                continue
            if not blank.in_sentence or _is_sentence(reading, start):
                first = _reach(flow, start, blank.reach)
                yield flow[first : match.end()], reading.source(first, match.end()), blank.severity, blank.what


def _reach(flow: str, start: int, most: int) -> int:
    """Where the words before a blank begin that tell a reader what is missing."""
    first = start
    while first > max(0, start - most) and flow[first - 1] not in _STOP:
        first -= 1
    return first - 1 if first and flow[first - 1] == "（" else first


def _is_sentence(reading: Reading, position: int) -> bool:
    """Whether a place lies in running text, not in a header line that was not known for a table's."""
    return re.search(r"[，。；]", reading.paragraph(position).of(reading.flow)) is not None


def _in_cells(reading: Reading) -> Iterator[tuple[str, Span, Severity, str]]:
    """Cells with a blank for a number; the header (占比%) and marks for nothing (——) are none."""
    for table in reading.document.tables:
        for cell in table.cells:
            if not _MARKS.isdisjoint(cell.text) or "＿" in cell.text:
                words = re.sub(r"\s", "", fold(cell.text))
                if _IN_CELL.fullmatch(words):
                    yield words, cell.span, "error", "表格未填"
