"""Numerals that are no quantities of the report: dates, numbers of documents and hotlines, marks of lists, names, thresholds …

The scan already knows dates, codes and words by their form. Here the words around what looks like a quantity decide: one
inventory of rules, the first that fits gives the kind.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from warehouse.extraction.recognisers.blanks import Reading
from warehouse.extraction.recognisers.found import Found
from warehouse.extraction.recognisers.label_rules import OTHER_LEFT, OTHER_RIGHT, RULES, LabelRule, group_of
from warehouse.extraction.recognisers.quantity import scanned
from warehouse.extraction.recognisers.scan import Reason
from warehouse.model import Quantity
from warehouse.reference import Reference, load_reference
from warehouse.text.edges import Characters, by_character, first_characters, last_characters

_QUOTED = re.compile('“[^“”\n]{1,32}”|《[^《》\n]{1,80}》|"[^"\n]{1,24}"')
_NAMING = re.compile("[0-9]{3,4}")
_MEASURED = frozenset(("money", "percent", "points", "score", "area"))
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_LOOK_BACK = 16
_LOOK_AHEAD = 24
_KEPT_IN_QUOTES = frozenset(("code", "document_number", "standard", "hotline", "date", "period"))


class Label(NamedTuple):
    """A numeral that is no quantity.

    ``kind`` says what it is: date, period, duration, document_number, law, standard, code, hotline, list_mark, page, footnote, name,
    ordinal (第三方), threshold, constant, word (统一), article (一支队伍), vague (数十), or unclaimed: figures that no one could read.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A rule with its vocabulary filled in, and the characters that must stand beside the number for it to fit (see ``edges``)."""

    rule: LabelRule
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None
    ends: Characters
    opens: Characters


_RulesOfGroup = Mapping[str, Sequence[_Compiled]]


def find_labels(text: str, reference: Reference | None = None) -> tuple[Label, ...]:
    """All numerals of a text that are no quantities, in order, without overlaps; spans are of ``text`` as given."""
    return read_numbers(text, reference)[1]


def read_numbers(text: str, reference: Reference | None = None) -> tuple[tuple[Quantity, ...], tuple[Label, ...]]:
    """The quantities that no label claims, and the labels: every numeral of a text is in one of them. One scan for both."""
    seeds = reference or load_reference()
    reading, found, others = scanned(text, seeds)
    free, reasons = _sorted_out(reading.text, found, others, seeds)
    labels = tuple(_label(reading, reason) for reason in _apart(sorted(reasons), free))
    if not reading.is_whole:
        free = [reading.moved(item) for item in free]
    return tuple(item.quantity() for item in free), labels


def _apart(reasons: Sequence[Reason], free: Sequence[Found]) -> Iterator[Reason]:
    """The labels without what the one before, or the next quantity, claims already: words taken in may reach too far."""
    last_end = 0
    starts = [item.start for item in free]
    for reason in reasons:
        start = max(reason.start, last_end)
        number = bisect_left(starts, start)
        end = min(reason.end, starts[number]) if number < len(starts) else reason.end
        if start < end:
            yield Reason(start, end, reason.kind)
            last_end = end


def _label(reading: Reading, reason: Reason) -> Label:
    if reading.is_whole:
        return Label(*reason)
    return Label(reading.source(reason.start), reading.source(reason.end - 1) + 1, reason.kind)


def _sorted_out(text: str, found: Sequence[Found], reasons: Sequence[Reason], reference: Reference) -> tuple[list[Found], list[Reason]]:
    """The quantities that stay and all reasons, those in quotation marks as names."""
    quotes = [match.span() for match in _QUOTED.finditer(text)]
    named = list(_in_quotes(text, quotes, reasons))
    free: list[Found] = []
    inside = _Inside(quotes)
    rules = _rules(reference)
    hotlines = frozenset(reference.labels.get("hotline", ()))
    for item in found:
        if not item.unit and text[item.number_start : item.number_end] in hotlines:
            named.append(Reason(item.start, item.end, "hotline"))
        elif reason := _quoted(text, item, inside) or _reason(text, item, rules):
            named.append(reason)
        else:
            free.append(item)
    return _without_names(text, free, named)


def _without_names(text: str, free: list[Found], named: list[Reason]) -> tuple[list[Found], list[Reason]]:
    """Figures that name something elsewhere (1918园区) do so where they stand alone, too (联合1918、岭南V谷)."""
    names = {figures.group() for reason in named if reason.kind == "name" and (figures := _NAMING.match(text, reason.start, reason.end))}
    if not names:
        return free, named
    kept: list[Found] = []
    for item in free:
        if not item.unit and item.kind == "number" and text[item.number_start : item.number_end] in names:
            named.append(Reason(item.start, item.end, "name"))
        else:
            kept.append(item)
    return kept, named


class _Inside:
    """Whether places, asked for in order, lie in one of some spans in order."""

    __slots__ = ("number", "spans")

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.spans = spans
        self.number = 0

    def span(self, place: int) -> tuple[int, int] | None:
        spans = self.spans
        while self.number < len(spans) and spans[self.number][1] <= place:
            self.number += 1
        if self.number < len(spans) and spans[self.number][0] < place:
            return spans[self.number]
        return None


def _in_quotes(text: str, quotes: Sequence[tuple[int, int]], reasons: Iterable[Reason]) -> Iterator[Reason]:
    inside = _Inside(quotes)
    for reason in reasons:
        quote = inside.span(reason.start)
        if quote and (reason.kind not in _KEPT_IN_QUOTES or text[quote[0]] == "《"):
            yield Reason(reason.start, reason.end, "name")
        else:
            yield reason


def _quoted(text: str, item: Found, inside: _Inside) -> Reason | None:
    """A number in quotation marks or a title is part of a name (“15分钟社区生活圈”), unless it is measured (“合格率100%”)."""
    quote = inside.span(item.start)
    if quote is None:
        return None
    if text[quote[0]] != "《" and (item.unit_kind in _MEASURED or item.decimals or item.is_malformed):
        return None
    return Reason(item.start, item.end, "name")


def _reason(text: str, item: Found, rules: Mapping[str, _RulesOfGroup]) -> Reason | None:
    group = group_of(text, item)
    if group == "other" and text[item.start - 1 : item.start] not in OTHER_LEFT and text[item.end : item.end + 1] not in OTHER_RIGHT:
        return None
    left = text[max(0, item.start - _LOOK_BACK) : item.start]
    right = text[item.end : item.end + _LOOK_AHEAD]
    of_group = rules[group]
    for compiled in of_group.get(left[-1:]) or of_group[""]:
        if compiled.opens is not None and right[:1] not in compiled.opens:
            continue
        before = compiled.left.search(left) if compiled.left else None
        if compiled.left and before is None:
            continue
        behind = compiled.right.match(right) if compiled.right else None
        if compiled.right and behind is None:
            continue
        start = item.start - (len(left) - before.start("in")) if before and before.groupdict().get("in") else item.start
        end = item.end + behind.end("in") if behind and behind.groupdict().get("in") else item.end
        return Reason(start, end, compiled.rule.kind)
    return None


@lru_cache(maxsize=4)
def _rules(reference: Reference) -> dict[str, _RulesOfGroup]:
    """The rules by the group of numbers that they read and by the character before the number."""
    groups: dict[str, list[_Compiled]] = {}
    for rule in RULES:
        compiled = _compiled(rule, reference)
        for group in (*rule.groups, "few") if "other" in rule.groups else rule.groups:
            groups.setdefault(group, []).append(compiled)
    return {group: by_character(compiled, lambda c: c.ends) for group, compiled in groups.items()}


def _compiled(rule: LabelRule, reference: Reference) -> _Compiled:
    """A rule with its vocabulary filled in from ``labels.csv``."""

    def words(match: re.Match[str]) -> str:
        return "(?:" + "|".join(map(re.escape, reference.labels[match.group(1)])) + ")"

    left, right = (_PLACEHOLDER.sub(words, source) for source in (rule.left, rule.right))
    return _Compiled(
        rule,
        re.compile(left + r"\Z") if left else None,
        re.compile(right) if right else None,
        last_characters(left),
        first_characters(right),
    )
