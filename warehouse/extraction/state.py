"""What the walk through a report knows at each number."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from warehouse.extraction.reading import Read
from warehouse.model import Quantity


@dataclass(slots=True)
class Draft:
    """A mention in the making, which changes until it is added to the state: places lie in the flow. ``own_name`` says that its own words
    named it, ``root`` is the name before a generic ending (受理案件 of 受理案件办结率)."""

    table: str
    role: str
    name: str
    thing: str
    rule: str
    quote_start: int
    quote_end: int
    period: str
    quantity: Quantity | None = None
    number_start: int | None = None
    number_end: int | None = None
    value: Decimal | None = None
    unit: str = ""
    value_base: Decimal | None = None
    base_unit: str = ""
    kind: str = ""
    project: str = ""
    scope: str = ""
    anchor: int | None = None
    own_name: bool = True
    root: str = ""
    rank_kind: str = ""
    rank_best: int | None = None
    rank_worst: int | None = None


@dataclass(slots=True)
class State:
    """The walk's memory. ``drafts`` grow in reading order; the other lists hold places in it.

    ``topic`` is the last named level, ``base`` the last one that is no percentage, ``whole`` the last that is no part;
    ``levels`` and ``sentence_periods`` are those of the running sentence, ``account`` the last budget line of the paragraph,
    ``contest`` the last place won in it.
    """

    year: int | None
    drafts: list[Draft] = field(default_factory=list)
    topic: int | None = None
    base: int | None = None
    whole: int | None = None
    account: int | None = None
    contest: int | None = None
    levels: list[int] = field(default_factory=list)
    in_parts: bool = False
    sentence_first: int = 0
    paragraph_first: int = 0
    sentence_periods: set[str] = field(default_factory=set)
    shared_names: tuple[str, ...] = ()
    shared_levels: tuple[int, ...] = ()
    shared_suffix: str = ""
    shared_read: Read | None = None

    def add(self, draft: Draft) -> int:
        self.drafts.append(draft)
        self.sentence_periods.add(draft.period)
        return len(self.drafts) - 1

    def new_paragraph(self) -> None:
        self.topic = self.base = self.whole = self.account = self.contest = None
        self.paragraph_first = len(self.drafts)
        self.new_sentence()

    def new_sentence(self) -> None:
        self.levels = []
        self.in_parts = False
        self.sentence_first = len(self.drafts)
        self.sentence_periods = set()

    def became_topic(self, number: int, is_part: bool, is_aside: bool) -> None:
        """A level that later numbers may speak of; one in brackets is told aside, and the talk goes on before it."""
        self.levels.append(number)
        if is_aside and self.topic is not None:
            return
        self.topic = number
        if self.drafts[number].kind != "percent":
            self.base = number
        if not is_part:
            self.whole = number
