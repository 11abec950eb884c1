"""Which counts are cases: enforcement, complaints, disputes, petitions, discipline, accidents and the like."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from warehouse.extraction.state import Draft
from warehouse.reference import Reference

_PERSONS = frozenset({"人", "名", "人次", "位", "万人", "万人次", "余人"})
_COUNTS = re.compile(r"^[万千]?(?:宗|件|起|条|次|件次|起次|个|例|项|处|批|案|桩|人件|件人|批次|份)$")
_MONEY = re.compile(
    r"罚没|罚款|处罚|罚金|挽回|追赃|追缴|追回|涉案|标的|退费|投诉金额|损失|涉及金额|收缴违纪|违纪资金|赔偿|退赔|欠薪|讨薪|执行到位|债务|货款|案值|挽损"
)
_RATE = re.compile(r"率$|比$|率为$")


@lru_cache(maxsize=4)
def _case_nouns(reference: Reference) -> re.Pattern[str] | None:
    nouns = sorted({*reference.case_types, *reference.case_type_aliases}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, nouns))) if nouns else None


def is_persons(unit: str) -> bool:
    return unit in _PERSONS


def case_type_in(name: str, reference: Reference) -> str:
    """The canonical case type that a name speaks of; empty where it speaks of none."""
    nouns = _case_nouns(reference)
    if nouns is None:
        return ""
    match = nouns.search(name)
    if match is None:
        return ""
    found = reference.case_type(match.group())
    return found.case_type if found else ""


def as_case(draft: Draft, topic: Draft | None, reference: Reference) -> Draft:
    """The draft as a row of cases, where it is one; else as it came."""
    if draft.table != "indicator" or draft.role != "actual":
        return draft
    about_cases = topic is not None and topic.table == "case"
    own = case_type_in(draft.name, reference)
    if draft.kind == "money" and _MONEY.search(draft.name) and (own or about_cases or re.search(r"罚|挽回|追赃|追缴|涉案", draft.name)):
        return replace(draft, table="case", role="amount")
    if draft.kind == "percent" and _RATE.search(draft.name) and (own or about_cases):
        return replace(draft, table="case", role="rate")
    if draft.kind != "count":
        return draft
    if draft.unit in _PERSONS:
        return replace(draft, table="case", role="persons") if own or (about_cases and not draft.own_name) else draft
    if own and _COUNTS.match(draft.unit):
        return replace(draft, table="case", role="count")
    return draft
