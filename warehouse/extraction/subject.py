"""Whose number it is: its own words name it, or it borrows the name of the level told before.

>>> # “四上”企业196家，较上年增加⟦26⟧家 → “四上”企业
>>> # 药品抽检1,046批次、化妆品抽检385批次，合格率分别为99.5%、⟦98.7⟧% → 化妆品抽检合格率
"""

from __future__ import annotations

import re
from typing import NamedTuple

from warehouse.extraction import distribution
from warehouse.extraction.grammar import Words, pattern
from warehouse.extraction.naming import LIST_MARK, clean_name, name_of, noun_behind
from warehouse.extraction.period import moves_between
from warehouse.extraction.reading import Read
from warehouse.extraction.scene import Scene
from warehouse.extraction.slots import Slot
from warehouse.extraction.state import Draft, State

_COMPARES = re.compile(r"[与同较比].{0,12}相?比$")
# 在全市综合考评中，得97.8分
# A value told in words, which names nothing (目标值为明显提升，实际完成值为明显提升).
_VALUE_IN_WORDS = re.compile("(?:年度|全年|预期)?(?:目标|指标|实际|完成)(?:完成)?值")
# Money that stands where it should not (年末仍有31.6万元未兑付).
_UNPAID = re.compile("(?:资金|余款)?[尚仍]?未(?:能)?[^，。；]{0,8}?(支付|兑付|拨付|到位|使用|支出)")
_BARE_COUNT = re.compile("(?:总?共有?|合计|共计|总计|[、和及])?")
_INSIDE = re.compile("在(.{4,24})中")
_IS_DONE = re.compile("实际|完成")
_IS_TOTAL = re.compile("综合|总|最终")
_IS_MARK = re.compile("[分评]")
_OWN_MARK = "自评得分"
# The highest level of the headings that name single items: （一）.
_ITEM_LEVEL = 3
_BUDGET_CHANGES = ("budget_added", "budget_cut", "budget_taken_back")
_NAMED_BY_CUE = ("completion_named", "growth_named", "fall_named")


class Named(NamedTuple):
    """The names of one number (several where it is told of all of them) and the draft whose name it borrows."""

    names: tuple[str, ...]
    borrowed: int | None = None
    root: str = ""


def named(scene: Scene, slot: Slot, read: Read, kind: str, share: tuple[int, int] | None) -> Named:
    """The name or names of a number."""
    words, state = scene.words, scene.state
    if share is not None:
        return _shared(scene, slot, read, share)
    if distribution.is_told_of_all(slot.left) and kind in ("percent", "score"):
        several = distribution.names_of_all(read.stem)
        if several:
            return Named(tuple(clean_name(name, words) or name for name in several))
    topic = _topic(scene, slot, read, kind)
    own = _without_owner(scene, _own_name(scene, slot, read, kind, topic))
    if own and topic is not None and kind != "score" and pattern("^{generic}$", words).match(own):
        root = _root(scene, topic, kind)
        return Named((root if root.endswith(own) else root + own,), topic if read.rule.borrows else None, root)
    if own in ("前者", "后者") and len(state.levels) > 1:
        level = state.levels[-2 if own == "前者" else -1]
        return Named((state.drafts[level].name,), level)
    whole = topic if scene.in_sentence(topic) or state.whole is None else state.whole
    if own and whole is not None and _is_same_at_another_time(scene, slot, own, whole):
        return Named((state.drafts[whole].name,))
    if own and topic is not None and _repeats_target(state.drafts[topic], own, words):
        return _borrowed(scene, slot, read, topic)
    return Named((own,)) if own else _borrowed(scene, slot, read, topic)


def _is_same_at_another_time(scene: Scene, slot: Slot, own: str, topic: int) -> bool:
    """Whether a number tells of a part of the year what was told of all of it (贷款14亿元，其中12月发放⟦1.3⟧亿元)."""
    whole = scene.state.drafts[topic]
    timed = any(marker.period != whole.period for marker in moves_between(scene.periods, slot.start, slot.quantity.start))
    if not timed or slot.quantity.unit != whole.unit:
        return False
    verb = pattern("^{bare_verb}", scene.words).match(own)
    return whole.name.endswith(own[verb.end() :] if verb else own)


def _repeats_target(topic: Draft, own: str, words: Words) -> bool:
    """Whether a number's own words only take up what was aimed at (购置校车目标值4辆，实际⟦购置⟧5辆)."""
    return topic.role == "target" and (topic.name.startswith(own) or pattern("^{bare_verb}$", words).match(own) is not None)


def _without_owner(scene: Scene, name: str) -> str:
    """A name without the reporting body's own before it (江岑县水利局内设股室 → 内设股室)."""
    for owner in (scene.identity.organisation, *scene.identity.aliases):
        if owner and name.startswith(owner) and len(name) > len(owner) + 1:
            return clean_name(name[len(owner) :], scene.words) or name
    return name


def _root(scene: Scene, topic: int, kind: str) -> str:
    """The name that a generic one (办结率, 涉案金额) is put behind: the count that it speaks of, without an earlier suffix."""
    state = scene.state
    counts = (number for number in reversed(state.levels) if state.drafts[number].role == "count")
    draft = state.drafts[next(counts, topic) if kind == "money" else topic]
    return draft.root or draft.name


def _own_name(scene: Scene, slot: Slot, read: Read, kind: str, topic: int | None) -> str:
    """The name in a number's own words; empty where they name nothing."""
    words, rule = scene.words, read.rule
    if rule.name in _BUDGET_CHANGES:
        return read.cue.rstrip("了约共计")
    if rule.name == "share_of_a_whole":
        return _share_name(scene, read, topic)
    if rule.name in ("carried_over", "revenue"):
        return clean_name(read.stem + read.cue, words) or read.cue
    own = clean_name(read.stem, words) if rule.left else name_of(read.stem, slot.right if kind == "count" else "", words)
    if own and not (rule.role == "score" and _is_evaluated(own, scene)):
        return own
    if kind == "money" and (unpaid := _UNPAID.match(slot.right)):
        return f"未{unpaid.group(1)}资金"
    if (inhabitants := _inhabitants(scene, slot, topic)) and rule.name == "level":
        return inhabitants
    behind = noun_behind(slot.right, words) if kind == "count" and rule.role in ("target", "change", "excess") and topic is None else ""
    if behind:
        return behind
    if rule.role == "score":
        if topic is not None and scene.in_sentence(topic) and slot.mark == "，" and slot.left in ("得", "得分"):
            return "预算执行率" if scene.state.drafts[topic].role == "execution_rate" else ""
        is_part = _follows_weight(scene, slot) and not _IS_TOTAL.search(read.cue)
        return "" if is_part else clean_name(read.cue, words) if _IS_MARK.search(read.cue) else _OWN_MARK
    if not slot.in_brackets and (not scene.in_sentence(topic) or _is_of_another_item(scene, topic, slot)):
        return _clause_before(scene, slot.start)
    return ""


def _inhabitants(scene: Scene, slot: Slot, topic: int | None) -> str:
    """What a bare count of households or people behind a list of villages counts (辖9个村，共有⟦4,126⟧户、⟦1.67⟧万人)."""
    name = {"户": "总户数", "人": "总人口"}.get(slot.quantity.unit.lstrip("万"), "")
    if not name or topic is None or slot.right.strip("、") or not _BARE_COUNT.fullmatch(slot.left):
        return ""
    before = scene.state.drafts[topic].name
    return name if before in ("总户数", "总人口") or pattern("{settlement}$", scene.words).search(before) else ""


def _is_evaluated(name: str, scene: Scene) -> bool:
    """Whether a name is only what the report evaluates: the body or the project."""
    return name == scene.identity.organisation or pattern("^(?:{whole_body}|[本该]{any_project})$", scene.words).match(name) is not None


def _is_of_another_item(scene: Scene, topic: int | None, slot: Slot) -> bool:
    """Whether a semicolon parts a number from the level told before it (…；农村危房改造，目标值⟦350⟧户)."""
    told = scene.state.drafts[topic].number_end if topic is not None else None
    return told is not None and "；" in scene.flow[told : slot.start]


def _share_name(scene: Scene, read: Read, topic: int | None) -> str:
    """基本支出…，占43.6% → 基本支出占比; 网上立案…，占新收案件的50.2% → 网上立案占新收案件比例."""
    own = clean_name(read.stem, scene.words) if not read.cue.endswith(read.stem) or not read.stem else ""
    whole = read.cue.removeprefix("占").rstrip("约达到为是仅").removesuffix("比例").removesuffix("比重").removesuffix("的")
    holder = own if own and own != clean_name(whole, scene.words) else scene.state.drafts[topic].name if topic is not None else ""
    return f"{holder}占{whole}比例" if len(whole) > 1 else f"{holder}占比"


def _follows_weight(scene: Scene, slot: Slot) -> bool:
    """Whether the number before is the weight that a score is told beside (产出50分，得⟦48.5⟧分; 产出（50分）。得⟦48.5⟧分)."""
    state = scene.state
    first = state.paragraph_first if slot.start == scene.start else state.sentence_first
    return len(state.drafts) > first and state.drafts[-1].role == "weight"


def _borrowed(scene: Scene, slot: Slot, read: Read, topic: int | None) -> Named:
    words = scene.words
    outer_name = clean_name(slot.outer, words) if slot.mark == "（" and read.rule.role == "weight" else ""
    if outer_name:
        return Named((outer_name,))
    if topic is None:
        outer = clean_name(slot.outer, words) if slot.in_brackets and read.rule.role in ("weight", "target") else ""
        return Named((outer or _headed(scene) or clean_name(read.cue, words) or read.cue or slot.left or slot.quantity.unit,))
    name = scene.state.drafts[topic].name
    if read.rule.name in _NAMED_BY_CUE:
        name += clean_name(read.cue, words)
    elif read.rule.name == "completed_share":
        name += clean_name(read.cue, words) or "完成率"
    return Named((name,), topic)


def _headed(scene: Scene) -> str:
    """The item that a low heading names right before the sentence (（3）购置校车。目标值⟦4⟧辆)."""
    section = scene.section
    if section is None or section.level < _ITEM_LEVEL or scene.start - section.heading.end > 2:
        return ""
    is_generic = pattern("{generic_title}", scene.words).search(section.title) is not None
    return "" if is_generic else clean_name(section.title, scene.words)


def _topic(scene: Scene, slot: Slot, read: Read, kind: str) -> int | None:
    """The level that a number without a name of its own speaks of."""
    state = scene.state
    last = state.drafts[-1] if len(state.drafts) > state.sentence_first else None
    if last is not None and last.role == "target" and _IS_DONE.search(slot.left) and last.unit == slot.quantity.unit:
        return len(state.drafts) - 1  # 年度目标91%，实际完成92.3%
    if read.rule.role == "change" and kind in ("count", "money"):
        level = _level_in_unit(state, slot.quantity.unit)
        if level is not None:
            return level
    if slot.mark == "#" and scene.in_sentence(state.topic):
        return state.topic if read.rule.role not in ("excess", "target", "completion_rate") or state.whole is None else state.whole
    if read.rule.role == "score" and _follows_weight(scene, slot):
        return len(state.drafts) - 1
    if read.rule.role in ("excess", "target", "completion_rate") and state.whole is not None:
        return state.whole
    if kind == "percent" and not read.rule.borrows and state.base is not None:
        return state.base
    return state.topic


def _level_in_unit(state: State, unit: str) -> int | None:
    """The last whole level of the sentence in a unit that the topic is not in."""
    if state.topic is not None and state.drafts[state.topic].unit == unit:
        return None
    return next(
        (number for number in reversed(state.levels) if state.drafts[number].unit == unit and state.drafts[number].role != "part"), None
    )


def _clause_before(scene: Scene, start: int) -> str:
    """The thing told in the clause before (编报绩效目标，共⟦38⟧个); empty where that clause tells a number."""
    previous = scene.clause_start(start - 1)
    while previous > scene.start and _VALUE_IN_WORDS.match(scene.flow, previous):
        start, previous = previous, scene.clause_start(previous - 1)
    text = LIST_MARK.sub("", scene.flow[previous : max(previous, start - 1)])
    last = scene.state.drafts[-1].number_end if scene.state.drafts else None
    told = last is not None and last > previous
    if len(text) < 4 or told or _COMPARES.match(text):
        return ""
    inside = _INSIDE.fullmatch(text)
    return clean_name(inside.group(1) if inside else text, scene.words)


def _shared(scene: Scene, slot: Slot, read: Read, share: tuple[int, int]) -> Named:
    """The name of one of several numbers under 分别: listed before it, or those of the levels before."""
    place, size = share
    state, words = scene.state, scene.words
    if place == 0:
        listed = distribution.shared_names(slot.left)
        cleaned = tuple(clean_name(part, words) or part for part in listed)
        state.shared_names = cleaned if len(listed) == size else ()
        state.shared_levels = tuple(state.levels[-size:]) if len(state.levels) >= size else ()
        state.shared_suffix = cleaned[-1] if len(listed) == 1 else ""
    if state.shared_names:
        return Named((state.shared_names[place],))
    own = state.shared_suffix if not read.rule.borrows else ""
    if read.rule.name == "share_of_a_whole":
        own = own or "占比"
    if state.shared_levels:
        level = state.shared_levels[place]
        return Named((state.drafts[level].name + own,), None if own else level)
    if own or state.topic is None:
        return Named((own or state.shared_suffix or read.cue,))
    return Named((state.drafts[state.topic].name,), state.topic)
