"""An amount without its unit.

固定资产投资14.96亿，完成率84%           => raised: 亿 of what? The same sentence writes 亿元
全年预算数13092.54，执行数11528.89万元   => raised: an amount of the budget without any unit
得48.6、48.5分                          => nothing: a list shares its unit
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warehouse.model import Finding, Severity, Span
from warehouse.review.reading import Reading

NAME = "missing_unit"

_MONEY_WORD = (
    "(?:投资|资金|预算|支出|收入|经费|产值|税收|贷款|融资|债券|基金|GDP|生产总值|总额|金额|销售额|营收|补助|拨款|决算|执行数|罚款|罚没款)"
)
_NUMBER = r"[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?"
_BARE_SCALE = re.compile(rf"{_MONEY_WORD}[^，。；、0-9]{{0,6}}(?P<number>{_NUMBER}[余多]?[万亿])(?=[，。；、）\n]|$)")
_BARE_BUDGET = re.compile(
    rf"(?:年初预算数?|全年预算数?|调整后?预算数?|预算数|执行数|决算数|实际支出|预算支出)(?:为|共|共计|合计|是|：)?(?P<number>{_NUMBER})(?=[，。；\n]|$)"
)
_BARE_AREA = re.compile(rf"面积[^，。；、0-9]{{0,6}}(?P<number>{_NUMBER}[万]?[余多]?(?:平方|立方))(?![米公千厘毫])")
_YEARLIKE = re.compile(r"20[0-9]{2}")


def check(reading: Reading) -> Iterator[Finding]:
    for pattern, what, severity in _PATTERNS:
        places: dict[str, list[Span]] = {}
        for match in pattern.finditer(reading.flow):
            if _YEARLIKE.fullmatch(match["number"]) or _unit_told_around(reading, match):
                continue
            places.setdefault(match.group(), []).append(reading.source(match.start(), match.end()))
        for words, spans in places.items():
            times = f"（{len(spans)}处）" if len(spans) > 1 else ""
            message = f"“{words}”缺{what}{times}。"
            yield reading.finding(NAME, severity, message, spans, "", f"“{words}”的单位是什么？")


_PATTERNS: tuple[tuple[re.Pattern[str], str, Severity], ...] = (
    (_BARE_SCALE, "货币单位“元”", "warning"),
    (_BARE_BUDGET, "货币单位", "warning"),
    (_BARE_AREA, "面积（体积）单位“米”", "note"),
)


def _unit_told_around(reading: Reading, match: re.Match[str]) -> bool:
    """Whether the unit is told once for all (单位：万元) or for the list that the number stands in."""
    paragraph = reading.paragraph(match.start())
    if "单位：" in reading.flow[paragraph.start : paragraph.end] or re.search(r"（(?:单位：)?[万亿]?元）", paragraph.of(reading.flow)):
        return True
    return bool(re.match(rf"、{_NUMBER}[万亿]?元", reading.flow[match.end() : match.end() + 24]))
