"""Mentions (one number or wording in a report) and the facts that they fold into."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from warehouse.model.span import Span

FactTable = Literal["budget", "indicator", "ranking", "case", "commitment"]
Qualifier = Literal["exact", "about", "at_least", "at_most", "more_than", "less_than", "vague"]
Reading = Literal["printed", "repaired", "implied", "corrected"]

FACT_TABLES: tuple[FactTable, ...] = ("budget", "indicator", "ranking", "case", "commitment")
ROLES: dict[str, tuple[str, ...]] = {
    "budget": ("initial_budget", "adjusted_budget", "annual_budget", "executed", "execution_rate", "score", "weight"),
    "indicator": ("actual", "target", "completion_rate", "change", "growth_rate", "excess", "part", "score", "weight"),
    "ranking": ("rank",),
    "case": ("count", "persons", "amount", "rate"),
    "commitment": ("problem", "measure"),
}
QUALIFIERS: tuple[Qualifier, ...] = ("exact", "about", "at_least", "at_most", "more_than", "less_than", "vague")
READINGS: tuple[Reading, ...] = ("printed", "repaired", "implied", "corrected")


class Quantity(NamedTuple):
    """A number with its unit and place. ``low`` and ``high`` bound what the printed digits can stand for.

    ``value`` has 万 and 亿 multiplied in (387万亩 → 3870000); ``printed_value`` has not (387). For a percentage both are
    the printed number (5% → 5). A range has no ``value``; an open end of it is None.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal | None
    printed_value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    kind: str
    qualifier: Qualifier = "exact"
    decimals: int | None = None
    is_malformed: bool = False


class Mention(NamedTuple):
    """One number (or one wording, such as 排名前列) in a report and how it was read. Spans lie in ``Document.text``.

    ``name`` is the thing as a reader would name it; ``thing`` the name of the fact that the mention belongs to (the
    indicator of a change, the subject of a rank, the type of a case, the title of a commitment). ``scope`` is a budget's
    scope (overall, project, category) or a ranking's as printed (全区). ``value`` is in ``unit`` as printed,
    ``value_base`` in ``base_unit``. ``anchor`` is the number, in ``Extraction.mentions``, of the level that a
    change, rate, excess or target qualifies.
    """

    table: FactTable
    role: str
    name: str
    thing: str
    period: str
    quote: Span
    rule: str
    project: str = ""
    scope: str = ""
    number: Span | None = None
    value: Decimal | None = None
    unit: str = ""
    value_base: Decimal | None = None
    base_unit: str = ""
    decimals: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: Qualifier = "exact"
    reading: Reading = "printed"
    original_value: Decimal | None = None
    section: str = ""
    page: int | None = None
    table_number: int | None = None
    row_number: int | None = None
    column_number: int | None = None
    anchor: int | None = None
    rank_kind: str = ""
    rank_best: int | None = None
    rank_worst: int | None = None
    text: str = ""


class Fact(NamedTuple):
    """The mentions that tell one thing, one value a role, at the fact's grain.

    ``mentions`` are numbers in ``Extraction.mentions``; ``values`` maps a role to the number of the mention that gives
    its value (the first printed one). ``reading_ordinal`` counts the versions told of the same grain, from 1.
    ``part_of`` is the number of the whole's fact in ``Extraction.facts``.
    """

    table: FactTable
    thing: str
    period: str
    project: str
    scope: str
    base_unit: str
    mentions: tuple[int, ...]
    values: dict[str, int]
    reading_ordinal: int = 1
    part_of: int | None = None


class Numeral(NamedTuple):
    """A numeral that became no mention. ``kind`` says why (date, document_number, code, hotline, list_mark, name,
    threshold, footnote, duration, constant, …) or is ``unclaimed``: nobody knows what it is. Span in ``Document.text``."""

    span: Span
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose report this is, and of which year."""

    organisation: str
    organisation_type: str
    region: str
    region_code: str
    fiscal_year: int | None
    report_type: str
    title: str
    aliases: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read out of one document. ``numerals`` are those that became no mention."""

    identity: Identity
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
    numerals: tuple[Numeral, ...]

    @property
    def unclaimed(self) -> tuple[Numeral, ...]:
        return tuple(numeral for numeral in self.numerals if numeral.kind == "unclaimed")
