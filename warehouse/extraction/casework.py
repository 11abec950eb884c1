"""Which counts are cases: enforcement, complaints, disputes, petitions, discipline, accidents and the like."""

from __future__ import annotations

from warehouse.extraction.grammar import Words, pattern
from warehouse.extraction.state import Draft
from warehouse.reference import Reference


def is_persons(unit: str, words: Words) -> bool:
    return unit in words["person_unit"]


def is_casework(name: str, reference: Reference) -> bool:
    """Whether a name speaks of casework, and not of services, projects or awards that only sound like it."""
    words = reference.words
    return pattern("{case_noun}", words).search(name) is not None and pattern("{not_case}", words).search(name) is None


def become_case(draft: Draft, topic: Draft | None, reference: Reference) -> None:
    """Makes the draft a row of cases, where it is one. ``topic`` is the count told last."""
    if draft.table != "indicator" or draft.role != "actual":
        return
    about_cases = topic is not None and topic.table == "case"
    role = _role(draft, about_cases, reference)
    if role:
        draft.table, draft.role = "case", role


def _role(draft: Draft, about_cases: bool, reference: Reference) -> str:
    """The role that a level has in casework; empty where it has none."""
    words, name = reference.words, draft.name
    own = is_casework(name, reference)
    if draft.kind == "money":
        return "amount" if pattern("{case_amount}", words).search(name) and pattern("{not_case}", words).search(name) is None else ""
    if draft.kind == "percent":
        return "rate" if pattern("{case_rate}", words).search(name) and (own or about_cases) else ""
    if draft.kind != "count":
        return ""
    if is_persons(draft.unit, words):
        is_person = pattern("{case_person_noun}", words).search(name) is not None
        return "persons" if is_person or own or (about_cases and not draft.own_name) else ""
    return "count" if own and pattern("^[万千]?{case_unit}$", words).match(draft.unit) else ""
