"""A grade that does not follow from the total score.

自评得分88.5分，等级为“优”   => raised: 80–90 is 良
自评97.1分，等级为优         => nothing
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from warehouse.model import Finding, Span
from warehouse.review.reading import Reading
from warehouse.review.scores import totals_told

NAME = "grade_mismatch"

_GRADE = re.compile(
    r"(?:等级|等次|评定|评为|评价|结论|结果|级别|档次|自评)[^，。；0-9]{0,6}?(?:为|是|：|定为)?[“\"‘「]?(?P<grade>优秀|优|良好|良|中等|中|一般|合格|不合格|差)[”\"’」]?(?=[，。；）\n等级次]|$)"
)
_STEPS = (("优", ("优秀", "优")), ("良", ("良好", "良")), ("中", ("中等", "中", "一般", "合格")), ("差", ("不合格", "差")))


def check(reading: Reading) -> Iterator[Finding]:
    floors = _floors(reading)
    for told in totals_told(reading) if floors else ():
        match = _GRADE.search(reading.flow, told.total.end, min(told.sentence.end, told.total.end + 200))
        if match is None or reading.pack.tells(NAME, "other_grades", _clause_before(reading.flow, match)):
            continue
        printed = next(name for name, words in _STEPS if match["grade"] in words)
        right = next(name for name, floor in floors.items() if told.total.printed_value >= floor)
        if printed != right:
            yield _finding(reading, told.total.shown, match["grade"], right, floors, reading.source(told.total.start, match.end()))


def _floors(reading: Reading) -> dict[str, Decimal]:
    """The least score of each grade, the best first; empty where no rule pack of the place and year tells them all."""
    told = {name: reading.pack.number(NAME, f"floor_{name}") for name, _ in _STEPS}
    floors = {name: floor for name, floor in told.items() if floor is not None}
    return floors if len(floors) == len(_STEPS) else {}


def _clause_before(flow: str, match: re.Match[str]) -> str:
    start = max((flow.rfind(mark, 0, match.start()) for mark in "，。；"), default=-1)
    return flow[start + 1 : match.end()]


def _finding(reading: Reading, score: str, grade: str, right: str, floors: dict[str, Decimal], quote: Span) -> Finding:
    source = reading.pack.source(NAME, "floor_优")
    basis = f"（依据{source}）" if source else ""
    message = f"自评{score}按等级标准应为“{right}”，报告写“{grade}”{basis}。"
    steps = "、".join(f"{name}≥{floor}" for name, floor in floors.items() if floor)
    return reading.finding(NAME, "error", message, [quote], f"{score}：{steps}", "自评等级按什么标准评定？")
