"""Which rule reads a number: the first of ``RULES`` whose words stand around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from warehouse.extraction.grammar import CompiledRule, Rule, Words, compile_rule, pattern
from warehouse.extraction.rules import RULES
from warehouse.extraction.slots import Slot
from warehouse.reference import Reference
from warehouse.text.unit import base_of

_QUALIFIER = re.compile(r"(?:大约|约|接近|近|超过|超|逾|突破|至少|不少于|不低于|不超过|不高于|低至|多达|高达|仅|≥|≤|>|<|＞|＜|=|上)+$")
_UNIT_KINDS = {"%": "percent", "‰": "percent", "个百分点": "points", "百分点": "points", "分": "score"}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a number stands: what a rule may ask of the sentence and its section."""

    sentence: str
    section_path: str
    is_plan: bool
    previous_role: str


@dataclass(frozen=True, slots=True)
class Read:
    """A rule that fits, with the words before its cue and the cue itself."""

    rule: Rule
    stem: str
    cue: str


def unit_kind(unit: str, reference: Reference) -> str:
    if unit in _UNIT_KINDS:
        return _UNIT_KINDS[unit]
    base = base_of(unit, reference.units)[0]
    return "money" if base == "元" else "percent" if base == "%" else "count"


@lru_cache(maxsize=4)
def _by_kind(reference: Reference) -> dict[str, tuple[CompiledRule, ...]]:
    compiled = [compile_rule(rule, reference.words) for rule in RULES]
    kinds = ("money", "percent", "points", "score", "count")
    return {kind: tuple(c for c in compiled if kind in c.rule.units) for kind in kinds}


def read_slot(slot: Slot, kind: str, setting: Setting, reference: Reference) -> Read:
    """The rule that reads a number, never none: the last rule takes it as the level of what it names."""
    left = _QUALIFIER.sub("", slot.left)
    outer = _QUALIFIER.sub("", slot.outer) if slot.outer.strip() and not left else ""
    for compiled in _by_kind(reference)[kind]:
        words = left or outer
        cue = ""
        stem = words
        if compiled.left is not None:
            match = compiled.left.search(words)
            if match is None:
                continue
            stem, cue = match.groupdict().get("rest") or words[: match.start()], match.group()
        if compiled.right is not None and compiled.right.match(slot.right) is None:
            continue
        if compiled.rule.needs and not _holds(compiled.rule.needs, slot, stem, kind, setting, reference.words):
            continue
        return Read(compiled.rule, stem, cue)
    raise AssertionError("the rule of levels reads every number")


def _holds(needs: str, slot: Slot, stem: str, kind: str, setting: Setting, words: Words) -> bool:
    if needs == "account":
        return _speaks_of_account(setting)
    if needs == "done behind":
        return re.match(r"，(?:全年|年内|当年|已|共|实际|现已)*(?:实际|完成|已)", slot.after) is not None
    if needs == "not plan":
        return not setting.is_plan
    if needs == "kind":
        return True
    if needs == "self":
        return _is_self(setting, words)
    if needs == "not self":
        return "自评" not in slot.left
    if needs == "marks":
        return (
            _is_self(setting, words)
            and re.search(r"权重|满分|分值|总得分|总分|得分", setting.sentence) is not None
            and "第三方" not in slot.left
        )
    if needs == "plan":
        return setting.is_plan or pattern("{future}", words).search(slot.left) is not None
    if needs == "after target":
        return setting.previous_role == "target" and stem == "" and slot.left != ""
    if needs == "no target behind":
        return not slot.right.startswith("的")
    if needs == "not money":
        return kind != "money"
    return True


def _speaks_of_account(setting: Setting) -> bool:
    return (
        re.search(r"预算|决算|执行数|执行率|支出率|支付率|使用率|收支|三公", setting.sentence) is not None
        or re.search(r"预算|收支|决算|支出|资金|经费|执行情况", setting.section_path) is not None
    )


def _is_self(setting: Setting, words: Words) -> bool:
    return (
        pattern("{self}", words).search(setting.sentence) is not None
        or re.search(r"自评(?:结论|结果|得分|情况|综述|总体)|评价结论", setting.section_path) is not None
    )
