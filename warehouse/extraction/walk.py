"""The walk through a report, sentence by sentence: every number gets its part, its name, its owner and its time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from warehouse.extraction import distribution
from warehouse.extraction.account import account_of, section_of
from warehouse.extraction.casework import as_case
from warehouse.extraction.grammar import Words, pattern
from warehouse.extraction.naming import clean_name, name_of, noun_behind
from warehouse.extraction.period import markers, period_at
from warehouse.extraction.reading import Read, Setting, read_slot, unit_kind
from warehouse.extraction.recognisers.rank import Rank, ranks
from warehouse.extraction.slots import Slot, slots
from warehouse.extraction.state import Draft, State
from warehouse.model import Document, Identity, Quantity, Section, Sentence
from warehouse.reference import Reference

_PARTS_END = re.compile(r"另有|另外|此外|另|同时")
_EVENT = re.compile(r"在[^，]{0,30}?[“《]?([^，“”]{2,20}[”》]?[^，]{0,8}?)(?:评估|考核|评比|测评|评价|检查|评议|竞赛|指标)?中$")


def walk(document: Document, identity: Identity, reference: Reference, quantities: Sequence[Quantity], plans: Sequence[tuple[int, int]]) -> tuple[list[Draft], list[tuple[int, int, str]]]:
    """Drafts of all numbers and places in the flow, in order, and those numbers that only compare (start, end, kind).

    ``plans`` are the stretches of the flow that tell of measures to come.
    """
    state = State(identity.fiscal_year)
    gaps: list[tuple[int, int, str]] = []
    starts = [q.start for q in quantities]
    paragraph = -1
    for sentence in document.sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            state.new_paragraph()
        state.new_sentence()
        inside = quantities[bisect_left(starts, sentence.span.start) : bisect_left(starts, sentence.span.end)]
        is_plan = any(start <= sentence.span.start < end for start, end in plans)
        gaps.extend(_read_sentence(document, sentence, inside, is_plan, state, identity, reference))
    return state.drafts, gaps


def _read_sentence(
    document: Document, sentence: Sentence, quantities: Sequence[Quantity], is_plan: bool, state: State, identity: Identity, reference: Reference
) -> list[tuple[int, int, str]]:
    flow = document.flow.text
    start, end = sentence.span.start, sentence.span.end
    places = ranks(flow, start, end, reference.words)
    taken = [(p.start, p.end) for p in places]
    found = slots(flow, start, end, [q for q in quantities if not any(a < q.number_end and q.number_start < b for a, b in taken)])
    section = section_of(document.sections, sentence.section)
    periods = markers(flow, start, end, state.year) if state.year else ()
    sentence_text = flow[start:end]
    shared = distribution.groups(found, reference.words)
    items: list[Slot | Rank] = sorted([*found, *places], key=lambda item: item.quantity.start if isinstance(item, Slot) else item.start)
    gaps: list[tuple[int, int, str]] = []
    number = -1
    for item in items:
        if isinstance(item, Rank):
            _add_rank(flow, start, item, periods, state, reference)
            continue
        number += 1
        kind = unit_kind(item.quantity.unit, reference)
        previous = state.drafts[-1].role if len(state.drafts) > state.sentence_first else ""
        setting = Setting(sentence_text, section.path if section else "", is_plan, previous)
        read = read_slot(item, kind, setting, reference)
        if read.rule.role == "gap":
            gaps.append((item.quantity.number_start, item.quantity.number_end, "comparison"))
            continue
        period = _period(read, item, periods, state, is_plan, flow)
        if read.rule.table == "budget":
            _add_budget(flow, start, item, read, kind, period, section, state, identity, reference)
        else:
            _add_indicator(flow, item, read, kind, period, shared.get(number), section, state, reference)
    return gaps


def _period(read: Read, slot: Slot, periods: tuple[tuple[int, str], ...], state: State, is_plan: bool, flow: str) -> str:
    if state.year is None:
        return ""
    if read.rule.period == "prior":
        return str(state.year - 1)
    period = period_at(periods, slot.quantity.start, slot.start, state.year)
    if (read.rule.period == "future" or (is_plan and read.rule.role == "target")) and period == str(state.year):
        return "future"
    return period


def _draft(slot: Slot, read: Read, kind: str, period: str, name: str, thing: str, reference: Reference, quote_end: int) -> Draft:
    quantity = slot.quantity
    known = reference.units.get(quantity.unit)
    sign = Decimal(read.rule.sign)
    return Draft(
        read.rule.table,
        read.rule.role,
        name,
        thing,
        read.rule.name,
        slot.start,
        quote_end,
        period,
        quantity=quantity,
        number_start=quantity.number_start,
        number_end=quantity.number_end,
        value=None if quantity.printed_value is None else quantity.printed_value * sign,
        unit=quantity.unit,
        value_base=None if quantity.value is None else quantity.value * sign,
        base_unit=known.base_unit if known else quantity.unit,
        kind=kind,
    )


def _add_budget(
    flow: str, sentence_start: int, slot: Slot, read: Read, kind: str, period: str, section: Section | None, state: State, identity: Identity, reference: Reference
) -> None:
    stem, role = read.stem, read.rule.role
    last = state.drafts[state.account] if state.account is not None else None
    in_sentence = last is not None and state.account is not None and state.account >= state.sentence_first
    known = (last.scope, last.thing) if last is not None and (in_sentence or last.scope == "project") else None
    if read.rule.name == "spending_by_kind":
        scope, name = "category", pattern("{category}", reference.words).search(read.cue).group()  # type: ignore[union-attr]
        if in_sentence and last is not None and last.role in ("annual_budget", "initial_budget", "adjusted_budget") and "支出" not in read.cue:
            role = last.role
    else:
        scope, name = account_of(stem, flow[sentence_start : slot.start], section, known, identity, reference.words)
    draft = _draft(slot, read, kind, period, name, name, reference, slot.quantity.end)
    draft = replace(draft, role=role, scope=scope, project=name if scope == "project" else "")
    state.account = state.add(draft)
    state.topic = state.base = state.whole = state.account


def _add_indicator(
    flow: str, slot: Slot, read: Read, kind: str, period: str, share: tuple[int, int] | None, section: Section | None, state: State, reference: Reference
) -> None:
    words = reference.words
    names, borrowed = _names(slot, read, kind, share, state, reference)
    level = read.rule.role in ("actual", "target")
    if "其中" in slot.left or "其中" in slot.outer[-3:]:
        state.in_parts = True
    elif _PARTS_END.search(slot.left) or slot.mark in "；。":
        state.in_parts = False
    behind = noun_behind(slot.right, words)
    quote_end = slot.quantity.end + (len(behind) + slot.right.startswith("的") if behind else 0)
    for name in names:
        anchor = borrowed
        draft = _draft(slot, read, kind, period, name, name, reference, quote_end)
        if anchor is not None and (read.rule.borrows or draft.name == state.drafts[anchor].name):
            draft = replace(draft, thing=state.drafts[anchor].thing, anchor=anchor)
        draft = replace(draft, own_name=borrowed is None)
        draft = _as_score(draft)
        draft = as_case(draft, state.drafts[state.base] if state.base is not None else None, reference)
        is_part = state.in_parts and draft.role in ("actual", "count") and _is_part(draft, state)
        if is_part and draft.table == "indicator":
            draft = replace(draft, role="part", anchor=state.whole)
        number = state.add(draft)
        if (level or draft.table == "case") and (borrowed is None or draft.role == "target" or share):
            state.became_topic(number, is_part)


def _as_score(draft: Draft) -> Draft:
    """The mark and the weight of 预算执行 belong to the budget."""
    if draft.role in ("score", "weight") and re.search(r"预算执行|执行率|预算完成", draft.name):
        return replace(draft, table="budget", scope="overall", thing="部门整体")
    return draft


def _is_part(draft: Draft, state: State) -> bool:
    whole = state.drafts[state.whole] if state.whole is not None else None
    return whole is not None and whole.kind == draft.kind and draft.kind in ("count", "money") and not draft.anchor


def _names(slot: Slot, read: Read, kind: str, share: tuple[int, int] | None, state: State, reference: Reference) -> tuple[list[str], int | None]:
    """The name or names of a number, and the draft whose name it borrows (None: its own words name it)."""
    words = reference.words
    if share is not None:
        return _shared_name(slot, read, share, state, reference)
    stem = read.stem
    if distribution.is_told_of_all(slot.left) and kind in ("percent", "score"):
        several = distribution.names_of_all(clean_name(stem, words))
        if several:
            return several, None
    own = clean_name(stem, words) if read.rule.left else name_of(stem, slot.right if kind == "count" else "", words)
    if not own and kind == "count" and read.rule.role in ("target", "change", "excess"):
        own = noun_behind(slot.right, words)
    topic = _topic_for(read, kind, state)
    if not own:
        outer = clean_name(slot.outer, words) if slot.in_brackets and read.rule.role in ("weight", "target") else ""
        if topic is None:
            return [outer or clean_name(read.cue, words) or read.cue or slot.left or slot.quantity.unit], None
        name = state.drafts[topic].name
        if read.rule.name in ("completion_named", "growth_named", "fall_named"):
            name += clean_name(read.cue, words)
        elif read.rule.name == "completed_share":
            name += clean_name(read.cue, words) or "完成率"
        return [name], topic
    if pattern("^{generic}$", words).match(own) and topic is not None and kind != "score":
        base = state.drafts[topic]
        return [base.name + own], topic if read.rule.borrows else None
    return [own], None


def _topic_for(read: Read, kind: str, state: State) -> int | None:
    if read.rule.role in ("excess", "target", "completion_rate"):
        return state.whole if state.whole is not None else state.topic
    if kind == "percent" and not read.rule.borrows:
        return state.base if state.base is not None else state.topic
    return state.topic


def _shared_name(slot: Slot, read: Read, share: tuple[int, int], state: State, reference: Reference) -> tuple[list[str], int | None]:
    """The name of one of several numbers under 分别: listed before it, or those of the levels before."""
    place, size = share
    words = reference.words
    if place == 0:
        listed = distribution.shared_names(slot.left)
        cleaned = tuple(clean_name(part, words) or part for part in listed)
        state.shared_names = cleaned if len(listed) == size else ()
        state.shared_levels = tuple(state.levels[-size:]) if len(state.levels) >= size else ()
        state.shared_suffix = cleaned[-1] if len(listed) == 1 else ""
    names, levels, suffix = state.shared_names, state.shared_levels, state.shared_suffix
    if names:
        return [names[place]], None
    if levels:
        base = state.drafts[levels[place]]
        own = suffix if suffix and not read.rule.borrows else ""
        return [base.name + own], levels[place] if not own else None
    return [suffix or (state.drafts[state.topic].name if state.topic is not None else read.cue)], state.topic if not suffix else None


def _add_rank(flow: str, sentence_start: int, rank: Rank, periods: tuple[tuple[int, str], ...], state: State, reference: Reference) -> None:
    words = reference.words
    clause = max(sentence_start, *(flow.rfind(mark, sentence_start, rank.start) + 1 for mark in "，；。："))
    before = flow[clause : rank.start]
    name, quote_start = _ranked(flow, sentence_start, clause, before, rank, state, words)
    period = period_at(periods, rank.start, clause, state.year) if state.year else ""
    if rank.is_prior and state.year:
        period = str(state.year - 1)
    state.add(
        Draft(
            "ranking",
            "rank",
            name,
            name,
            f"rank_{rank.kind}",
            quote_start,
            rank.end + (len(_behind(flow, rank)) if rank.kind == "first_of_kind" else 0),
            period,
            number_start=rank.number_start,
            number_end=rank.number_end,
            value=None if rank.best is None else Decimal(rank.worst if rank.kind == "top_n" and rank.worst else rank.best),
            scope=rank.scope,
            kind="rank",
            rank_kind=rank.kind,
            rank_best=1 if rank.kind == "top_n" else rank.best,
            rank_worst=rank.worst,
        )
    )


def _behind(flow: str, rank: Rank) -> str:
    match = re.compile(r"[^，。；：！？\n（）]{0,24}").match(flow, rank.end)
    return match.group() if match else ""


def _ranked(flow: str, sentence_start: int, clause: int, before: str, rank: Rank, state: State, lexicon: Words) -> tuple[str, int]:
    """What holds the place, and where its quote begins."""
    last = state.drafts[-1] if len(state.drafts) > state.sentence_first else None
    if last is not None and last.table == "ranking" and (rank.order or clause <= last.quote_end <= rank.start and not rank.order and rank.start - last.quote_end < 8):
        names = distribution.shared_names(flow[clause : rank.start]) if rank.order else []
        return (clean_name(names[rank.order], lexicon) if len(names) > rank.order else last.name), last.quote_start
    if rank.kind == "first_of_kind":
        behind = _behind(flow, rank)
        if len(behind) > 2:
            return behind.lstrip("的"), clause
    listed = distribution.shared_names(before)
    if len(listed) > 1 and rank.number_end is not None and re.match(r"(?:[、和及与]|以及)(?:第|前)?[0-9一二三四五六七八九十]", flow[rank.end : rank.end + 4]):
        return clean_name(listed[0], lexicon), clause
    before = re.sub(r"^(?:与[^，]*|由[低高]到[低高]|在全[\u4e00-\u9fff]{1,8}中?)$|连续[一二三四五六七八九十两0-9]+(?:年|个?季度|个?月|届|次)|(?:由|从)(?:上年|去年)的?$", "", before)
    own = clean_name(before, lexicon)
    if own and not pattern("^{generic}$", lexicon).match(own):
        return own, clause
    if clause > sentence_start:
        previous = max(sentence_start, *(flow.rfind(mark, sentence_start, clause - 1) + 1 for mark in "，；。："))
        if last is None or last.quote_end <= previous:
            text = flow[previous : clause - 1]
            event = _EVENT.search(text)
            named = event.group(1) if event else clean_name(text, lexicon)
            if named:
                return named[:24], previous
    if state.topic is not None and state.topic >= state.sentence_first:
        return state.drafts[len(state.drafts) - 1 if state.drafts[-1].role == "completion_rate" else state.topic].name + own, clause
    return own or before or rank.scope, clause
