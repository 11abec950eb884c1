"""Grouping marks that stand in the wrong place: 130,92.54万元 is not to be read with certainty.

全年预算数130,92.54万元，执行数115,28.89万元，完成预算的88.06%   => raised: 13,092.54 and 11,528.89 fit the rate
实际支出36，915.82万元                                           => nothing: a full-width comma, the grouping is right
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from warehouse.model import Finding, Span
from warehouse.review.figures import Figure
from warehouse.review.interval import agrees_with_printed, percentage
from warehouse.review.reading import Reading
from warehouse.review.wording import grouped
from warehouse.text.width import fold

NAME = "irregular_digit_grouping"

# Runs are bounded so that a line of a million digits costs no more than its length.
_GROUPED = re.compile(r"[0-9]{1,12}(?:,[0-9]{1,12}){1,12}(?:\.[0-9]{1,12})?(?![0-9,])")
_GLUED = re.compile(r"[0-9A-Za-z.,〔第]")
_REGULAR = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
# Dots where grouping marks should be: 1.374.23万元.
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+\.[0-9]{1,2}(?=[万亿]?元)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_UNIT_BEHIND = re.compile(r"[余多]?[百千]?[万亿]?[\u4e00-\u9fff%]")
# A comma in place of the first digit: 支出总计,867.48万元.
_LOST_DIGIT = re.compile(r"[,，](?P<number>[0-9]{3}\.[0-9]{1,2})[万亿]?元")
_AMOUNT_WORDS = ("总计", "合计", "支出", "收入", "预算", "预算数", "执行数", "决算数", "为", "达")
_LOOSE_ASCII_COMMA = re.compile(r"[\u4e00-\u9fff%],[\u4e00-\u9fff]")


def check(reading: Reading) -> Iterator[Finding]:
    """One finding for each number that is mis-grouped, however often it is repeated."""
    places: dict[str, list[tuple[Span, int | None]]] = {}
    for text, span, position in _candidates(reading):
        places.setdefault(text, []).append((span, position))
    for text, told in places.items():
        yield _finding(reading, text, told)
    yield from _lost_digits(reading)


def _candidates(reading: Reading) -> Iterator[tuple[str, Span, int | None]]:
    """The number as printed without blanks, where it stands in the text, and its place in the flow (None: in a cell)."""
    for match in _GROUPED.finditer(reading.flow):
        if not _REGULAR.fullmatch(match.group()) and _is_one_number(reading, match):
            yield match.group(), reading.source(match.start(), match.end()), match.start()
    for match in _DOTTED.finditer(reading.flow):
        yield match.group(), reading.source(match.start(), match.end()), match.start()
    for table in reading.document.tables:
        for cell in table.cells:
            if "," in cell.text or "，" in cell.text:
                words = re.sub(r"\s", "", fold(cell.text))
                if _GROUPED.fullmatch(words) and not _REGULAR.fullmatch(words):
                    yield words, cell.span, None


def _is_one_number(reading: Reading, match: re.Match[str]) -> bool:
    """Not a list of numbers: it has decimals or many digits, and a unit stands behind it."""
    text = match.group()
    if _GLUED.match(reading.flow, match.start() - 1, match.start()) and match.start():
        return False
    if not _UNIT_BEHIND.match(reading.flow, match.end()):
        return False
    groups = text.partition(".")[0].split(",")
    if len(groups[0]) > 3 and ("." not in text or _YEAR.fullmatch(groups[0])):
        return False
    return all(len(group) <= 4 for group in groups) and ("." in text or sum(map(len, groups)) >= 4)


def _finding(reading: Reading, text: str, told: list[tuple[Span, int | None]]) -> Finding:
    digits = text.replace(",", "") if "," in text else text.replace(".", "", text.count(".") - 1)
    repaired = Decimal(digits)
    shown = grouped(repaired, len(digits.partition(".")[2]))
    proof = next((line for _, place in told if place is not None and (line := _proof(reading, place))), "")
    times = f"（共{len(told)}处）" if len(told) > 1 else ""
    reason = "与同句执行率相符" if proof else "按数字顺序"
    message = f"“{text}”千分位分隔错位{times}，{reason}应为{shown}，请核对原始数据。"
    question = f"“{text}”的准确数额是多少？是否为{shown}？"
    return reading.finding(NAME, "error", message, [span for span, _ in told], proof, question)


def _proof(reading: Reading, position: int) -> str:
    """A quotient in the sentence that the repaired number makes right; empty if there is none."""
    figures = reading.figures_near(position)
    here = next((figure for figure in figures if figure.start <= position < figure.end), None)
    if here is None:
        return ""
    amounts = [figure for figure in figures if figure.base == here.base and figure is not here]
    for rate in (figure for figure in figures if figure.is_percent):
        for other in amounts:
            for part, whole in ((here, other), (other, here)):
                if _fits(part, whole, rate):
                    return f"{part.number} ÷ {whole.number} = {rate.shown}"
    return ""


def _fits(part: Figure, whole: Figure, rate: Figure) -> bool:
    return not whole.interval.holds_zero and agrees_with_printed(percentage(part.interval, whole.interval), rate.interval, rate.decimals)


def _lost_digits(reading: Reading) -> Iterator[Finding]:
    """A comma right before the last three digits of an amount, in a text that parts its clauses by other commas."""
    for match in _LOST_DIGIT.finditer(reading.flow):
        if not reading.flow.endswith(_AMOUNT_WORDS, 0, match.start()) or _LOOSE_ASCII_COMMA.search(reading.document.text):
            continue
        span = reading.source(match.start("number") - 1, match.end())
        if reading.document.text[span.start] != ",":
            continue
        message = f"“{span.of(reading.document.text)}”以分隔号开头，疑漏印前面的数字。"
        yield reading.finding(NAME, "error", message, [span], "", "该数额的完整数字是多少？")
