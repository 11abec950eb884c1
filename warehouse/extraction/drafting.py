"""A number that a rule has read becomes a draft: a budget line, or an indicator or a case."""

from __future__ import annotations

import re
from decimal import Decimal

from warehouse.extraction.account import account_of, account_of_report
from warehouse.extraction.casework import become_case, is_persons
from warehouse.extraction.grammar import pattern
from warehouse.extraction.naming import noun_behind
from warehouse.extraction.period import is_month, moves_between
from warehouse.extraction.reading import Read
from warehouse.extraction.scene import Scene
from warehouse.extraction.slots import Slot
from warehouse.extraction.state import Draft, State
from warehouse.extraction.subject import Named, named
from warehouse.text.unit import base_of

_BUDGETS = ("annual_budget", "initial_budget", "adjusted_budget")


def budget_line(scene: Scene, slot: Slot, read: Read, kind: str, period: str) -> None:
    """Adds a number of the account to the state."""
    state, role = scene.state, read.rule.role
    last = state.drafts[state.account] if state.account is not None else None
    in_sentence = scene.in_sentence(state.account)
    if read.rule.name == "spending_by_kind":
        category = pattern("{category}", scene.words).search(read.cue)
        scope, name = "category", category.group() if category else read.cue
        if in_sentence and last is not None and last.role in _BUDGETS and "支出" not in read.cue:
            role = last.role
    else:
        known = (last.scope, last.thing) if last is not None and (in_sentence or not _is_direction(last, state)) else None
        stem = read.stem + "支出" if read.cue.startswith("支出") and read.stem.endswith(("项目", "基本")) else read.stem
        scope, name = account_of(stem, scene.flow[scene.start : slot.start], scene.section, known, in_sentence, scene.identity, scene.words)
    draft = _draft(scene, slot, read, kind, period, name)
    draft.role, draft.scope, draft.project = role, scope, name if scope == "project" else ""
    state.account = state.add(draft)
    state.levels.append(state.account)
    state.topic = state.base = state.whole = state.account


def _is_direction(line: Draft, state: State) -> bool:
    """Whether an account is only a direction that money went into: told beside others, by what was spent and no budget of its
    own. The next sentence goes back to the whole (门诊支出40万元，住院支出60万元。上半年支出⟦45⟧万元)."""
    told = [draft for draft in state.drafts[state.paragraph_first :] if draft.table == "budget"]
    is_account = any(draft.thing == line.thing and draft.role in _BUDGETS for draft in told)
    return line.scope == "project" and not is_account and any(draft.thing != line.thing for draft in told)


def indicator_line(scene: Scene, slot: Slot, read: Read, kind: str, period: str, share: tuple[int, int] | None) -> None:
    """Adds a number of an indicator or of casework to the state, once for each thing that it is told of."""
    state = scene.state
    told = named(scene, slot, read, kind, share)
    _note_parts(slot, scene)
    for name in told.names:
        draft = _draft(scene, slot, read, kind, period, name, told)
        if told.borrowed is not None and (read.rule.borrows or name == state.drafts[told.borrowed].name):
            draft.thing, draft.anchor = state.drafts[told.borrowed].thing, told.borrowed
            draft.period = _month_of_level(draft, scene)
        _become_account(draft, state)
        _become_plan(draft, state)
        _become_mark(draft, scene)
        become_case(draft, state.drafts[state.base] if state.base is not None else None, scene.reference)
        is_part = draft.role in ("actual", "count") and _is_part(draft, state) and (state.in_parts or _is_aside(slot, draft, state))
        if is_part and draft.table == "indicator":
            _become_part(draft, scene)
        number = state.add(draft)
        if told.borrowed is None or draft.role == "target" or (share and draft.role == "actual"):
            state.became_topic(number, is_part, slot.in_brackets)


def _month_of_level(draft: Draft, scene: Scene) -> str:
    """The period of what is told of a level: of a month's, where no other time is named (10月份收入8亿元，环比增长⟦27⟧%)."""
    level, place = scene.state.drafts[draft.anchor or 0], draft.number_start or 0
    is_of_month = is_month(level.period) and draft.period == str(scene.state.year) and scene.in_sentence(draft.anchor)
    return level.period if is_of_month and not moves_between(scene.periods, (level.number_end or 0) + 1, place) else draft.period


def _draft(scene: Scene, slot: Slot, read: Read, kind: str, period: str, name: str, told: Named | None = None) -> Draft:
    quantity, rule = slot.quantity, read.rule
    base_unit, factor = base_of(quantity.unit, scene.reference.units)
    sign = Decimal(rule.sign)
    behind = noun_behind(slot.right, scene.words) if rule.table == "indicator" else ""
    return Draft(
        rule.table,
        rule.role,
        name,
        name,
        rule.name,
        slot.start,
        quantity.end + (len(behind) + slot.right.startswith("的") if behind else 0),
        period,
        quantity=quantity,
        number_start=quantity.number_start,
        number_end=quantity.number_end,
        value=None if quantity.printed_value is None else quantity.printed_value * sign,
        unit=quantity.unit,
        value_base=None if quantity.printed_value is None else quantity.printed_value * factor * sign,
        base_unit=base_unit,
        kind=kind,
        own_name=told is None or told.borrowed is None,
        root=told.root if told else "",
    )


def _note_parts(slot: Slot, scene: Scene) -> None:
    """其中 opens a list of parts; a clause mark or 另有 ends it."""
    if "其中" in slot.left or "其中" in slot.outer[-3:]:
        scene.state.in_parts = True
    elif pattern("{parts_end}", scene.words).search(slot.left) or slot.mark in ("，", "；", "。"):
        scene.state.in_parts = False


def _is_aside(slot: Slot, draft: Draft, state: State) -> bool:
    """Whether a bracket behind a count takes it apart in the same unit (编制60人（行政⟦20⟧人、事业⟦40⟧人）)."""
    return slot.in_brackets and state.whole is not None and state.drafts[state.whole].unit == draft.unit


def _is_part(draft: Draft, state: State) -> bool:
    whole = state.drafts[state.whole] if state.whole is not None else None
    return whole is not None and whole.kind == draft.kind and draft.kind in ("count", "money") and draft.anchor is None


def _become_part(draft: Draft, scene: Scene) -> None:
    """Makes the draft a part of an indicator; what is told of a count of cases counts cases itself (立案30宗，其中非法采砂⟦12⟧宗)."""
    state = scene.state
    whole = state.drafts[state.whole] if state.whole is not None else None
    if whole is None or whole.table != "case":
        draft.role, draft.anchor = "part", state.whole
    elif draft.kind == "count":
        draft.table, draft.role = "case", "persons" if is_persons(draft.unit, scene.words) else "count"


def _become_account(draft: Draft, state: State) -> None:
    """Last year's rate or sum told beside a budget line (执行率96%（2022年为94.2%）) is one of the account, too."""
    line = state.drafts[draft.anchor] if draft.anchor is not None else None
    if line is not None and line.table == "budget" and draft.role == "actual" and line.kind == draft.kind:
        draft.table, draft.role, draft.scope, draft.project, draft.anchor = "budget", line.role, line.scope, line.project, None


def _become_plan(draft: Draft, state: State) -> None:
    """A level of a year to come is a target."""
    if draft.role != "actual" or draft.table != "indicator" or state.year is None:
        return
    if draft.period[:4].isdigit() and int(draft.period[:4]) > state.year:
        draft.role = "target"


def _become_mark(draft: Draft, scene: Scene) -> None:
    """The mark and the weight of 预算执行 belong to the budget."""
    if draft.role in ("score", "weight") and re.search(r"预算执行|执行率|预算完成", draft.name):
        draft.table, (draft.scope, draft.thing) = "budget", account_of_report(scene.identity)
        draft.project = draft.thing if draft.scope == "project" else ""
