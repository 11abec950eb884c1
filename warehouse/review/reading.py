"""A report laid open for review: the document, what was extracted from it, and the ways between both.

All positions are places in ``Document.flow`` unless a name says ``source``; findings quote ``Document.text``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

from warehouse.model import Document, Extraction, Finding, Mention, Section, Severity, Span
from warehouse.reference import Reference
from warehouse.review.clauses import Clauses, clauses
from warehouse.review.figures import Figure, find_figures
from warehouse.review.grid import Grid, grids
from warehouse.review.pack import Pack, pack_for

Made = TypeVar("Made")

_NEAR = 500


class Reading:
    """What the rules read. Built once for a document; everything costly is made when a rule first asks for it."""

    def __init__(self, document: Document, extraction: Extraction, reference: Reference) -> None:
        self.document = document
        self.extraction = extraction
        self.reference = reference
        self.flow = document.flow.text
        self._made: dict[Any, Any] = {}
        self._figures: dict[tuple[int, int], tuple[Figure, ...]] = {}

    @cached_property
    def pack(self) -> Pack:
        """The rules' parameters that hold for this report's place and year."""
        identity = self.extraction.identity
        return pack_for(self.reference, identity.region_code, identity.fiscal_year)

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        return grids(self.document, self.reference)

    @cached_property
    def clauses(self) -> Clauses:
        return clauses(self.flow)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.document.sentences]

    def sentence_number(self, position: int) -> int:
        """The number of the sentence that a place of the flow lies in."""
        return max(0, bisect_right(self._sentence_starts, position) - 1)

    def sentence(self, position: int) -> Span:
        """The sentence around a place of the flow; the whole flow if it has no sentences."""
        if not self.document.sentences:
            return Span(0, len(self.flow))
        return self.document.sentences[self.sentence_number(position)].span

    def around(self, position: int) -> Span:
        """The sentence around a place; of a very long one only what stands near, so that no check outgrows the text."""
        sentence = self.sentence(position)
        return Span(max(sentence.start, position - _NEAR), min(sentence.end, position + _NEAR))

    def previous_sentence(self, position: int) -> Span | None:
        """The sentence before the one around a place, if it stands in the same paragraph."""
        number = self.sentence_number(position)
        sentences = self.document.sentences
        if number == 0 or sentences[number].paragraph != sentences[number - 1].paragraph:
            return None
        return sentences[number - 1].span

    def next_sentence(self, position: int) -> Span | None:
        """The sentence behind the one around a place, if it stands in the same paragraph."""
        number = self.sentence_number(position)
        sentences = self.document.sentences
        if number + 1 >= len(sentences) or sentences[number].paragraph != sentences[number + 1].paragraph:
            return None
        return sentences[number + 1].span

    def paragraph(self, position: int) -> Span:
        """The paragraph around a place of the flow; of a very long one only what stands near."""
        starts = self._paragraph_starts
        whole = self.document.paragraphs[max(0, bisect_right(starts, position) - 1)] if starts else Span(0, len(self.flow))
        return Span(max(whole.start, position - 4 * _NEAR), min(whole.end, position + 4 * _NEAR))

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.document.paragraphs]

    def figures(self, span: Span) -> tuple[Figure, ...]:
        """The figures of a stretch of the flow, in order."""
        key = (span.start, span.end)
        if key not in self._figures:
            self._figures[key] = find_figures(self.flow, span.start, span.end, self.reference)
        return self._figures[key]

    def sentences_with(self, pattern: re.Pattern[str]) -> Iterator[Span]:
        """The sentences in which a pattern is found, each once, in order."""
        end = -1
        for match in pattern.finditer(self.flow):
            if match.start() >= end:
                span = self.sentence(match.start())
                end = span.end
                yield span

    def once(self, make: Callable[[Reading], Iterator[Made]]) -> tuple[Made, ...]:
        """All that ``make`` reads out of this report; made once, however many rules ask for it."""
        made: tuple[Made, ...] | None = self._made.get(make)
        if made is None:
            made = self._made[make] = tuple(make(self))
        return made

    def figures_near(self, position: int, before: int = 12, behind: int = 12) -> tuple[Figure, ...]:
        """The figures of the sentence around a place: so many that begin before it, so many behind."""
        figures = self.figures(self.sentence(position))
        place = bisect_left(figures, position, key=attrgetter("start"))
        return figures[max(0, place - before) : place + behind]

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.heading.start for section in self.document.sections]

    def section(self, position: int) -> Section | None:
        """The innermost section around a place of the flow."""
        number = bisect_right(self._section_starts, position) - 1
        return self.document.sections[number] if number >= 0 else None

    def is_plan(self, position: int) -> bool:
        """Whether a place lies in a section on what is still to be done."""
        section = self.section(position)
        return section is not None and self.pack.tells("common", "plan_sections", section.path)

    def is_problem(self, position: int) -> bool:
        """Whether a place lies in a section on problems or on what is to be done about them."""
        section = self.section(position)
        return section is not None and any(self.pack.tells("common", kind, section.path) for kind in ("problem_sections", "plan_sections"))

    def source(self, start: int, end: int) -> Span:
        """Where a stretch of the flow stands in the document's text."""
        return self.document.flow.span(start, end)

    def place(self, source: int) -> int | None:
        """Where in the flow a place of the text is read; None if the flow leaves it out (a table's cell)."""
        flow = self.document.flow
        piece = bisect_right(flow.sources, source) - 1
        if piece < 0:
            return None
        position = flow.starts[piece] + source - flow.sources[piece]
        end = flow.starts[piece + 1] if piece + 1 < len(flow.starts) else len(self.flow)
        return position if position < end else None

    @cached_property
    def _by_role(self) -> dict[tuple[str, str], list[Mention]]:
        roles: dict[tuple[str, str], list[Mention]] = {}
        for mention in self.extraction.mentions:
            roles.setdefault((mention.table, mention.role), []).append(mention)
        return roles

    def mentions(self, table: str, *roles: str) -> Iterator[Mention]:
        """The mentions of some roles, role by role in order of place."""
        for role in roles:
            yield from self._by_role.get((table, role), ())

    def finding(
        self, rule: str, severity: Severity, message: str, quotes: list[Span], computation: str = "", question: str = ""
    ) -> Finding:
        """A finding with its quotes (spans of the document's text) in reading order, each once."""
        return Finding(rule, severity, message, tuple(sorted(set(quotes))), computation, question)
