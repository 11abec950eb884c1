"""Which rule reads a number: the first of ``RULES`` whose words stand around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from warehouse.extraction.grammar import CompiledRule, Rule, Words, compile_rule, pattern
from warehouse.extraction.naming import clean_name
from warehouse.extraction.rules import RULES
from warehouse.extraction.slots import Slot
from warehouse.reference import Reference
from warehouse.text.edges import by_character, last_characters
from warehouse.text.unit import base_of

_QUALIFIER = re.compile(
    r"(?:大约|(?<![签条合公节契预违])约|接近|(?<![邻附])近|超过|超|逾|突破|至少|不少于|不低于|不超过|不高于|低至|多达|高达|仅|≥|≤|>|<|＞|＜|=|上)+$"
)
_QUALIFYING = last_characters(_QUALIFIER.pattern)
_BUDGET_ROLES = frozenset(("initial_budget", "adjusted_budget", "annual_budget"))
_KINDS = ("money", "percent", "points", "score", "count")
_UNIT_KINDS = {"%": "percent", "‰": "percent", "个百分点": "points", "百分点": "points", "分": "score"}


class Surroundings(NamedTuple):
    """A sentence and the path of its section; ``known`` keeps what their words tell, for all numbers of the sentence.

    The first ``lead`` characters of ``sentence`` belong to the sentence before.
    """

    sentence: str
    lead: int
    section_path: str
    words: Words
    known: dict[tuple[str, int], int]

    def tell(self, cue: str) -> bool:
        """Whether the sentence has words of a kind."""
        return self._first(cue, self.sentence, 0) >= 0

    def tell_before(self, cue: str, end: int) -> bool:
        """Whether it has such words among its first characters, those of the sentence before apart."""
        place = self._first(cue, self.sentence, self.lead)
        return 0 <= place < end and pattern(cue, self.words).search(self.sentence, place, end) is not None

    def are_under(self, cue: str) -> bool:
        """Whether the section has words of a kind in its path."""
        return self._first(cue, self.section_path, -1) >= 0

    def _first(self, cue: str, text: str, start: int) -> int:
        """Where the first such words begin; −1 where there are none."""
        place = self.known.get((cue, start))
        if place is None:
            found = pattern(cue, self.words).search(text, max(0, start))
            place = self.known[cue, start] = found.start() if found else -1
        return place


class Setting(NamedTuple):
    """Where a number stands: what a rule may ask of the sentence and its section.

    ``compares``: last year's level was told in it; the number begins at ``place`` in ``around.sentence``.
    """

    around: Surroundings
    is_plan: bool
    previous_role: str
    previous_rule: str
    compares: bool
    place: int


class _Place(NamedTuple):
    """What a state is judged by."""

    slot: Slot
    stem: str
    kind: str
    setting: Setting
    words: Words


class Read(NamedTuple):
    """A rule that fits, with the words before its cue and the cue itself."""

    rule: Rule
    stem: str
    cue: str


@lru_cache(maxsize=4096)
def unit_kind(unit: str, reference: Reference) -> str:
    if unit in _UNIT_KINDS:
        return _UNIT_KINDS[unit]
    base = base_of(unit, reference.units)[0]
    return "money" if base == "元" else "percent" if base == "%" else "count"


# Cues are short: what stands further before a number is its name.
_LONGEST_CUE = 32


@lru_cache(maxsize=4)
def _by_kind(reference: Reference) -> dict[str, dict[str, tuple[CompiledRule, ...]]]:
    """For each kind of unit and each character before a number the rules whose cue can end with it, in their order."""
    compiled = [compile_rule(rule, reference.words) for rule in RULES]
    return {kind: by_character([c for c in compiled if kind in c.rule.units], lambda c: c.ends) for kind in _KINDS}


def read_slot(slot: Slot, kind: str, setting: Setting, reference: Reference) -> Read:
    """The rule that reads a number, never none: the last rule takes it as the level of what it names."""
    left = _unqualified(slot.left)
    words = left or (_unqualified(slot.outer) if slot.outer.strip() else "")
    rules = _by_kind(reference)[kind]
    near = max(0, len(words) - _LONGEST_CUE)
    behind = slot.right[:1]
    for compiled in rules.get(words[-1:]) or rules[""]:
        if compiled.opens is not None and behind not in compiled.opens:
            continue
        if compiled.needed is not None and compiled.needed.isdisjoint(words):
            continue
        stem, cue = words, ""
        if compiled.left is not None:
            match = compiled.left.search(words, 0 if compiled.from_start else near)
            if match is None:
                continue
            stem, cue = _stem(words, match, reference.words), match.group()
        if compiled.right is not None and compiled.right.match(slot.right) is None:
            continue
        if compiled.rule.needs and not _holds(compiled.rule.needs, slot, stem, kind, setting, reference.words):
            continue
        return Read(compiled.rule, stem, cue)
    raise AssertionError("the rule of levels reads every number")


def _unqualified(words: str) -> str:
    """Words before a number without those that only bound it (办结⟦超过⟧26件)."""
    return words if _QUALIFYING is not None and words[-1:] not in _QUALIFYING else _QUALIFIER.sub("", words)


def _stem(left: str, match: re.Match[str], words: Words) -> str:
    """The words before a cue; where they name nothing, those inside it (较2021年⟦支出⟧增加)."""
    before = left[: match.start()]
    inside = match.groupdict().get("rest")
    return inside if inside and not clean_name(before, words) else before


def _holds(needs: str, slot: Slot, stem: str, kind: str, setting: Setting, words: Words) -> bool:
    """Whether the state holds that a rule asks for; a state without a name here is a mistake in a rule."""
    place = _Place(slot, stem, kind, setting, words)
    return _STATES[needs](place)


def _is_planned(place: _Place) -> bool:
    return place.setting.is_plan or pattern("{future}", place.words).search(place.slot.left) is not None


def _has_marks(place: _Place) -> bool:
    if pattern("{compare}", place.words).search(place.slot.left):
        return False
    around = place.setting.around
    return around.tell("{marks_word}") and _is_self(around) and "第三方" not in place.slot.left


def _is_done_behind(place: _Place) -> bool:
    done = pattern("，(?:全年|年内|年底|年末|到年底|当年|累计|已|共|实际|现已)*{done}", place.words)
    return done.match(place.slot.after) is not None


_DONE = "实际|已经?|完成了|完成情况"
_ABOUT_GOALS = re.compile("设置|设定|编[报制]|细化|分解|指标")
_GOALS_LISTED = "{goal_kind}的?目标(?:任务)?(?:是|为)?："
_GOALS_SECTION = "(?:^|[/、）.．])(?:{goal_kind}|[与和及])*{goal_kind}目标(?:设定|设立|设置)?(?:情况)?(?:/|$)"


def _is_among_goals(place: _Place) -> bool:
    """Whether a level stands in a list of aims (年度目标为：…；…) or below a heading that is 绩效目标, and nothing says done."""
    around, end = place.setting.around, place.setting.place
    if not around.are_under("目标") and not around.tell_before("目标", end):
        return False
    if around.tell_before(_DONE, end) or _ABOUT_GOALS.search(place.slot.left):
        return False
    return around.tell_before(_GOALS_LISTED, end) or around.are_under(_GOALS_SECTION)


def _is_share_of_target(place: _Place) -> bool:
    return place.setting.previous_role == "target" and place.stem == "" and place.slot.left != ""


def _is_spending_section(place: _Place) -> bool:
    title = re.sub(r"^.*[、）.．]", "", place.setting.around.section_path.rsplit("/", 1)[-1])
    return pattern("^{category}$", place.words).match(title) is not None


# The states that rules may ask for, as ``rules`` describes them.
_STATES: dict[str, Callable[[_Place], bool]] = {
    "account": lambda place: _speaks_of_account(place.setting),
    "self": lambda place: _is_self(place.setting.around),
    "not self": lambda place: "自评" not in place.slot.left,
    "marks": _has_marks,
    "plan": _is_planned,
    "not plan": lambda place: not place.setting.is_plan,
    "done behind": _is_done_behind,
    "among goals": _is_among_goals,
    "account to date": lambda place: not place.setting.is_plan and _speaks_of_account(place.setting),
    "after target": _is_share_of_target,
    "not in brackets": lambda place: not place.slot.in_brackets,
    "no target behind": lambda place: not place.slot.right.startswith("的") and not place.slot.in_brackets,
    "after last year": lambda place: place.setting.compares,
    "after an addition": lambda place: place.setting.previous_rule in ("budget_added", "budget_cut"),
    "after budget": lambda place: place.setting.previous_role in _BUDGET_ROLES,
    "after a level": lambda place: place.setting.previous_role in ("actual", "rate"),
    "after weight": lambda place: place.setting.previous_rule == "weight_in_brackets" and place.slot.mark == "#",
    "in brackets": lambda place: place.slot.in_brackets and _score_behind(place),
    "after spending": lambda place: place.setting.previous_role == "executed",
    "score behind": lambda place: re.match(r"(?:，|）|），)(?:自评|实际|实)?得[0-9]", place.slot.after) is not None,
    "spent behind": lambda place: (
        re.match(r"，(?:已|实际|全年|当年|到位[^，]{0,12}，)*(?:到位|支付|支出|执行|列支|使用)", place.slot.after) is not None
    ),
    "spending section": lambda place: not place.stem and _is_spending_section(place),
    "in target list": lambda place: place.slot.mark == "#" and place.setting.previous_rule.startswith("target_listed"),
    "not money": lambda place: place.kind != "money",
}


def _score_behind(place: _Place) -> bool:
    """Whether the bracket closes right behind the mark and another mark follows (产出指标（⟦50⟧分）47.8分)."""
    return re.match(r"）(?:得|自评得分|得分|自评)?[0-9]+(?:\.[0-9]+)?分", place.slot.after) is not None


def _speaks_of_account(setting: Setting) -> bool:
    around = setting.around
    return setting.previous_role in _BUDGET_ROLES or around.tell("{account_sentence}") or around.are_under("{account_section}")


# Marks told item by item (目标24公里，完成24.8公里，得8分).
_ITEM_MARKED = "目标[^，。]{1,24}，[^，。]{0,4}完成[^。]{1,40}，得[0-9]"
# A heading that tells how many marks there are (（二）产出指标（50分）).
_MARKED_HEADING = "（(?:分值|权重|满分)?[：:]?[0-9.]+分[^（）]*）[^/]*$"


def _is_self(around: Surroundings) -> bool:
    told = ("{self}", "{form_word}", _ITEM_MARKED)
    return any(map(around.tell, told)) or any(map(around.are_under, ("{result_section}", _MARKED_HEADING)))
