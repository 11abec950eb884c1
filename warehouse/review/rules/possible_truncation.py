"""A text that breaks off.

…引入多个企业总部，          at the end   => raised
江岑县水利局 / 2022年4月12日  at the end   => nothing: signed
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warehouse.model import Finding
from warehouse.review.reading import Reading

NAME = "possible_truncation"

_ENDS = re.compile(r"[。！？；.!?][”’）》」]?$|[）》]$")
_BREAKS = re.compile(r"[，、：（“《]$")
_CLOSING = re.compile(r"年.{0,6}月|联系人|电话|附件|附表|附：|此页无正文|[局处委院厅办镇乡街道会心校]$|[0-9]$")
_LEAST = 20


def check(reading: Reading) -> Iterator[Finding]:
    paragraphs = reading.document.paragraphs
    if not paragraphs:
        return
    last = paragraphs[-1]
    words = last.of(reading.flow)
    source = reading.source(last.start, last.end)
    if any(table.span.end > source.end for table in reading.document.tables):
        return
    tail = reading.source(max(last.start, last.end - 24), last.end)
    if _BREAKS.search(words):
        message = f"全文以“{words[-12:]}”结束，句子未完，疑文件不完整。"
        yield reading.finding(NAME, "warning", message, [tail], "", "请提供完整文本：报告是否有缺页？")
    elif len(words) >= _LEAST and not _ENDS.search(words) and not _CLOSING.search(words) and re.search(r"[，。；]", words):
        message = f"全文以“{words[-12:]}”结束，没有句号，疑文件不完整。"
        yield reading.finding(NAME, "note", message, [tail], "", "请提供完整文本：报告是否有缺页？")
