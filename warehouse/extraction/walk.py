"""The walk through a report, sentence by sentence: every number gets its part, its name, its owner and its time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from warehouse.extraction import distribution
from warehouse.extraction.account import section_of
from warehouse.extraction.drafting import budget_line, indicator_line
from warehouse.extraction.grammar import pattern
from warehouse.extraction.naming import noun_behind
from warehouse.extraction.period import markers, period_at
from warehouse.extraction.ranking import ranking_line
from warehouse.extraction.reading import Read, Setting, Surroundings, read_slot, unit_kind
from warehouse.extraction.recognisers.rank import Rank, may_hold_rank, ranks
from warehouse.extraction.scene import Scene
from warehouse.extraction.slots import Slot, slots
from warehouse.extraction.state import Draft, State
from warehouse.model import Document, Identity, Quantity, Section
from warehouse.reference import Reference

_SENTENCE = re.compile(r"[^。\n]+[。\n]?")
# Characters before a sentence that opens with 其中, in which its whole may be told.
_WHOLE_BEFORE = 60
Stretch = tuple[int, int]
Classed = tuple[int, int, str]


def walk(
    document: Document, identity: Identity, reference: Reference, quantities: Sequence[Quantity], plans: Sequence[Stretch]
) -> tuple[list[Draft], list[Classed]]:
    """Drafts of all numbers and places in the flow, in order, and the numbers that are no facts (start, end, kind).

    ``plans`` are the stretches of the flow that tell of measures to come.
    """
    state = State(identity.fiscal_year)
    classed: list[Classed] = []
    starts = [quantity.start for quantity in quantities]
    paragraph = section = -1
    for sentence in document.sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            state.new_paragraph()
        if sentence.section != section:
            section, state.account = sentence.section, None
        state.new_sentence()
        inside = quantities[bisect_left(starts, sentence.span.start) : bisect_left(starts, sentence.span.end)]
        if not inside and not may_hold_rank(document.flow.text, sentence.span.start, sentence.span.end):
            continue
        section_here = section_of(document.sections, sentence.section)
        scene = _scene(document.flow.text, sentence.span.start, sentence.span.end, section_here, state, identity, reference)
        classed.extend(_read_sentence(scene, inside, plans))
    return state.drafts, classed


def walk_text(flow: str, identity: Identity, reference: Reference, quantities: Sequence[Quantity]) -> tuple[list[Draft], list[Classed]]:
    """The same for a text without sections, such as a long cell of a form."""
    state = State(identity.fiscal_year)
    classed: list[Classed] = []
    starts = [quantity.start for quantity in quantities]
    for match in _SENTENCE.finditer(flow):
        state.new_sentence()
        scene = _scene(flow, match.start(), match.end(), None, state, identity, reference)
        inside = quantities[bisect_left(starts, match.start()) : bisect_left(starts, match.end())]
        classed.extend(_read_sentence(scene, inside, ()))
    return state.drafts, classed


def _scene(flow: str, start: int, end: int, section: Section | None, state: State, identity: Identity, reference: Reference) -> Scene:
    periods = markers(flow, start, end, state.year) if state.year else ()
    # 其中预算执行9.5分、产出47.2分: what they are parts of is told in the sentence before.
    first = max(0, start - _WHOLE_BEFORE) if flow.startswith("其中", start, end) else start
    around = Surroundings(flow[first:end], start - first, section.path if section else "", reference.words, {})
    return Scene(flow, start, end, section, periods, state, identity, reference, around)


def _read_sentence(scene: Scene, quantities: Sequence[Quantity], plans: Sequence[Stretch]) -> list[Classed]:
    places = ranks(scene.flow, scene.start, scene.end, scene.words)
    found = slots(scene.flow, scene.start, scene.end, _apart(quantities, places))
    shares = distribution.groups(found, scene.words)
    items: list[tuple[int, Slot | Rank, int]] = [(slot.quantity.start, slot, number) for number, slot in enumerate(found)]
    items += [(place.start, place, -1) for place in places]
    classed: list[Classed] = []
    for _, item, number in sorted(items, key=lambda entry: entry[0]):
        if isinstance(item, Rank):
            if item.kind != "qualitative" or not _is_within(item.start, plans):  # 对排名靠后的约谈 tells no place
                ranking_line(scene, item)
        else:
            kind = _read_number(scene, item, shares.get(number), plans)
            if kind:
                classed.append((item.quantity.number_start, item.quantity.number_end, kind))
    return classed


def _apart(quantities: Sequence[Quantity], places: Sequence[Rank]) -> Sequence[Quantity]:
    """The quantities that are no part of a place won."""
    if not places:
        return quantities
    return [q for q in quantities if not any(place.start < q.number_end and q.number_start < place.end for place in places)]


def _read_number(scene: Scene, slot: Slot, share: tuple[int, int] | None, plans: Sequence[Stretch]) -> str:
    """Reads one number into the state; the kind of it where it is no fact."""
    state = scene.state
    if _is_article(scene, slot):
        return "article"
    is_plan = _is_within(slot.quantity.start, plans)
    kind = unit_kind(slot.quantity.unit, scene.reference)
    setting = _setting(scene, slot, is_plan)
    read = _shared_read(slot, read_slot(slot, kind, setting, scene.reference), share, state)
    if read.rule.role == "gap":
        return "comparison"
    period = _period(scene, slot, read, is_plan)
    if read.rule.table == "budget":
        budget_line(scene, slot, read, kind, period)
    else:
        indicator_line(scene, slot, read, kind, period, share)
    return ""


def _setting(scene: Scene, slot: Slot, is_plan: bool) -> Setting:
    state, around = scene.state, scene.around
    last = state.drafts[-1] if len(state.drafts) > state.sentence_first else None
    compares = str((state.year or 0) - 1) in state.sentence_periods
    place = around.lead + slot.quantity.start - scene.start
    return Setting(around, is_plan, last.role if last else "", last.rule if last else "", compares, place)


def _is_within(place: int, stretches: Sequence[Stretch]) -> bool:
    """Whether a place lies in one of some stretches, which are in order and apart."""
    number = bisect_left(stretches, (place + 1, 0)) - 1
    return number >= 0 and stretches[number][0] <= place < stretches[number][1]


def _shared_read(slot: Slot, read: Read, share: tuple[int, int] | None, state: State) -> Read:
    """Under one 分别 the first number's rule reads those whose own words say nothing (分别增长9.3%、27.5%)."""
    if share is None:
        return read
    if share[0] == 0:
        state.shared_read = read
    elif state.shared_read is not None and (read.rule.name in ("level", "planned_level") or not slot.left.strip("、和与及，")):
        return Read(state.shared_read.rule, "", state.shared_read.cue)
    return read


def _period(scene: Scene, slot: Slot, read: Read, is_plan: bool) -> str:
    year = scene.state.year
    if year is None:
        return ""
    if read.rule.period == "prior":
        return str(year - 1)
    if read.rule.role == "target" and re.search("年度|全年|年初", read.cue) and not is_plan:
        return str(year)
    # A year that a plan names holds for all that its sentence promises.
    period = period_at(scene.periods, slot.quantity.start, scene.start if is_plan else slot.start, year)
    if (read.rule.period == "future" or (is_plan and read.rule.role == "target")) and period == str(year):
        return "future"
    return period


def _follows_count(scene: Scene, quantity: Quantity) -> bool:
    """Whether a count is told in the clause before a number (九个行政村、⟦一⟧个居委会), and no article (一支队伍、⟦一⟧个平台)."""
    last = scene.state.drafts[-1] if scene.in_sentence(len(scene.state.drafts) - 1) else None
    return last is not None and last.kind == "count" and (last.number_end or 0) > scene.clause_start(quantity.start)


def _is_article(scene: Scene, slot: Slot) -> bool:
    """Whether 一 only introduces a noun (打造一支队伍) and counts nothing (新建一所学校 does)."""
    quantity = slot.quantity
    if scene.flow[quantity.number_start : quantity.number_end] != "一" or not noun_behind(slot.right, scene.words):
        return False
    if slot.mark == "#" and scene.flow[quantity.start - 1] in "、和及与" and _follows_count(scene, quantity):
        return False
    return pattern("{counts_one}$", scene.words).search(slot.left) is None
