"""Page marks of a plain text: in the text, not in its flow."""

from __future__ import annotations

import re
from itertools import pairwise

from warehouse.model import Span

_BLANK = r"[ \t\u3000\u00a0]*"
_DASH = r"[-－—–―·•~～]"
_PAGE_MARK = re.compile(
    rf"^{_BLANK}(?:{_DASH}{{1,2}}{_BLANK}[0-9]{{1,4}}{_BLANK}{_DASH}{{1,2}}"
    rf"|第{_BLANK}[0-9]{{1,4}}{_BLANK}页(?:{_BLANK}[,，/]?{_BLANK}共{_BLANK}[0-9]{{1,4}}{_BLANK}页)?"
    rf"|[Pp]age{_BLANK}[0-9]{{1,4}}(?:{_BLANK}of{_BLANK}[0-9]{{1,4}})?"
    rf"|[0-9]{{1,4}}{_BLANK}/{_BLANK}[0-9]{{1,4}}){_BLANK}(?=\r?$)",
    re.MULTILINE,
)
_BARE_NUMBER = re.compile(rf"^{_BLANK}[0-9]{{1,4}}{_BLANK}(?=\r?$)", re.MULTILINE)


def find_furniture(text: str) -> tuple[Span, ...]:
    """Lines that are page marks (``- 3 -``, 第3页 共9页), and bare numbers that count the pages one by one."""
    marks = [Span(match.start(), match.end()) for match in _PAGE_MARK.finditer(text)]
    return tuple(sorted(marks + _counted_pages(text)))


def _counted_pages(text: str) -> list[Span]:
    """Lines of a bare number, at least three, that run 1, 2, 3 … or 2, 3, 4 … with text between them."""
    lines = list(_BARE_NUMBER.finditer(text))
    numbers = [int(line.group()) for line in lines]
    if len(lines) < 3 or numbers[0] > 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return []
    if any(later.start() - earlier.end() < 100 for earlier, later in pairwise(lines)):
        return []
    return [Span(line.start(), line.end()) for line in lines]
