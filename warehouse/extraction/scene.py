"""The sentence that is being read, with all that its numbers are read by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from warehouse.extraction.grammar import Words
from warehouse.extraction.period import Marker
from warehouse.extraction.reading import Surroundings
from warehouse.extraction.state import State
from warehouse.model import Identity, Section
from warehouse.reference import Reference

CLAUSE_MARKS = "，；。："


class Scene(NamedTuple):
    """``flow[start:end]`` is the sentence; ``periods`` are its words of time."""

    flow: str
    start: int
    end: int
    section: Section | None
    periods: Sequence[Marker]
    state: State
    identity: Identity
    reference: Reference
    around: Surroundings

    @property
    def words(self) -> Words:
        return self.reference.words

    def clause_start(self, place: int) -> int:
        """Where the clause begins that holds a place."""
        return max(self.start, *(self.flow.rfind(mark, self.start, max(self.start, place)) + 1 for mark in CLAUSE_MARKS))

    def in_sentence(self, draft: int | None) -> bool:
        return draft is not None and draft >= self.state.sentence_first
