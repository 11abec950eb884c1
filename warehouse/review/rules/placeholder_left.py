"""A blank of the template that nobody filled in.

较上年增长XX%                      => raised
其他支出占%; 支出万元；(100字以内)    => raised: the number is missing, the template's advice still stands
“四个一”、12345、GB 7718           => nothing
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warehouse.model import Finding, Severity, Span
from warehouse.review.reading import Reading
from warehouse.text.width import fold

NAME = "placeholder_left"

_BLANK = r"(?:[XxＸ×╳○]{2,}|[?？]{2,}|[_＿]{2,}|[△▲□■]{2,})"
_PATTERNS: tuple[tuple[re.Pattern[str], Severity, str], ...] = (
    (
        re.compile(
            rf"[^，。；：\n]{{0,8}}(?<![A-Za-z0-9一二三四五六七八九]){_BLANK}(?:[%‰]|[万亿]?元|个百分点|个|家|户|人次|人|名|次|件|宗|起|项|条|年|月|日|号|分|场|期|亩|公里|平方米)"
        ),
        "error",
        "数字未填",
    ),
    (
        re.compile(r"[^，。；：\n]{0,4}(?<![A-Za-z0-9])(?:[XxＸ]{2,}|[×╳]{2,})(?:街道|镇|乡|局|单位|部门|项目|县|区|市|省|公司|工程|中心)"),
        "error",
        "名称未填",
    ),
    (re.compile(r"20(?:[XxＸ×_＿○]{2}|[0-9][XxＸ×_＿])年"), "error", "年份未填"),
    (
        re.compile(r"[^，。；：、\n]{0,8}(?:占比?|为|达到?|增长|下降|提高|完成率|执行率|满意度|比例|比重|的)[%‰](?=[，。；、）\n]|$)"),
        "error",
        "百分比的数字缺失",
    ),
    (
        re.compile(
            r"[^，。；：、\n（(]{0,8}(?:支出|预算数?|执行数|决算数|收入|结余|共计|合计|资金|经费)(?:为|共|共计|约|是)?[万亿]元(?=[，。；、）\n])"
        ),
        "error",
        "金额的数字缺失",
    ),
    (re.compile(r"(?:[（(][^）)\n]{0,30})?[0-9]{2,4}字(?:以内|以下|左右|之内)[^，。；\n）)]{0,12}[）)]?"), "error", "填写说明未删"),
    (
        re.compile(r"[（(【〔](?:请|此处|在此|可|应)?(?:填写|填报|简要说明|概述|描述|列示|详述|补充)[^）)】〕\n]{0,40}[）)】〕]"),
        "error",
        "填写说明未删",
    ),
    (
        re.compile(
            r"待(?:填写|填报|补充|核实|完善)(?=[，。；）\n%])|(?:此处|这里)(?:填写|插入)|TBD|【[^】]{0,12}(?:名称|单位|年份|金额|数字|内容)】"
        ),
        "error",
        "内容未填",
    ),
    (re.compile(r"(?<![0-9一二三四五六七八九十○〇零XxＸ出生份])年月日(?=\n|$)"), "warning", "日期未填"),
)
_NOT_BLANK = re.compile(r"百万元|千万元|上万元|近万元|数万元|几万元|十万元|余万元|多万元|每万元|亿万")
_ONLY_IN_SENTENCES = ("百分比的数字缺失", "金额的数字缺失")


def check(reading: Reading) -> Iterator[Finding]:
    places: dict[tuple[str, Severity, str], list[Span]] = {}
    for words, span, severity, what in (*_in_prose(reading), *_in_cells(reading)):
        if not any(span.overlaps(other) for spans in places.values() for other in spans):
            places.setdefault((words, severity, what), []).append(span)
    for (words, severity, what), spans in places.items():
        message = f"“{words}”：{what}，模板的占位或填写说明留在正文。"
        yield reading.finding(NAME, severity, message, spans, "", f"“{words}”处应填写什么？")


def _in_prose(reading: Reading) -> Iterator[tuple[str, Span, Severity, str]]:
    for pattern, severity, what in _PATTERNS:
        for match in pattern.finditer(reading.flow):
            if not _NOT_BLANK.search(match.group()) and (what not in _ONLY_IN_SENTENCES or _is_sentence(reading, match.start())):
                yield match.group(), reading.source(match.start(), match.end()), severity, what


def _is_sentence(reading: Reading, position: int) -> bool:
    """Whether a place lies in running text, not in a header line that was not known for a table's."""
    return re.search(r"[，。；]", reading.paragraph(position).of(reading.flow)) is not None


def _in_cells(reading: Reading) -> Iterator[tuple[str, Span, Severity, str]]:
    """Cells with a blank for a number; the header (占比%) and marks for nothing (——) are none."""
    for table in reading.document.tables:
        for cell in table.cells:
            words = re.sub(r"\s", "", fold(cell.text))
            if re.fullmatch(rf"{_BLANK}[%‰]?[\u4e00-\u9fff]{{0,3}}", words):
                yield words, cell.span, "error", "表格未填"
