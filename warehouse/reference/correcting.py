"""Where a correction holds in a document, and what it makes of the mentions there.

A correction names a document (by file name or the first eight or more digits of its key) and quotes it. It holds wherever
the quote stands, blanks and line ends aside; where the quote stands no longer it is open again, which is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath

from warehouse.model import Document, Mention, Span
from warehouse.reference.corrections import Correction
from warehouse.reference.nouns import Reference
from warehouse.text.unit import base_of
from warehouse.text.width import fold

_NUMBER = re.compile(r"[0-9](?:[0-9,.\s]*[0-9])?")
_KEY = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True)
class Placed:
    """A correction at one place of a text: the number that it re-reads and the quote around it."""

    correction: Correction
    number: Span
    quote: Span


def concerns(correction: Correction, document: Document) -> bool:
    """Whether a correction is about this document."""
    name = correction.document
    if _KEY.fullmatch(name):
        return document.key.startswith(name)
    return name in (document.file_name, PurePath(document.file_name).name)


def place_corrections(document: Document, corrections: Iterable[Correction]) -> tuple[tuple[Placed, ...], tuple[Correction, ...]]:
    """The corrections that hold in a document, each at each of its places, and those of its that are open again: their
    quote is gone, or does not say which of several numbers is meant."""
    placed: list[Placed] = []
    open_again: list[Correction] = []
    own = [correction for correction in corrections if concerns(correction, document)]
    text = fold(document.text) if own else ""
    for correction in own:
        places = tuple(_places(correction, text))
        placed.extend(places)
        if not places:
            open_again.append(correction)
    return tuple(placed), tuple(open_again)


def _places(correction: Correction, text: str) -> Iterable[Placed]:
    for quote in _pattern(correction.match).finditer(text):
        numbers = list((_pattern(correction.number) if correction.number else _NUMBER).finditer(text, quote.start(), quote.end()))
        if len(numbers) == 1:
            yield Placed(correction, Span(numbers[0].start(), numbers[0].end()), Span(quote.start(), quote.end()))


def _pattern(words: str) -> re.Pattern[str]:
    """Finds words however blanks and line ends part them."""
    return re.compile(r"\s*".join(re.escape(character) for character in fold(words) if not character.isspace()))


def correct(mentions: Sequence[Mention], placed: Iterable[Placed], reference: Reference) -> tuple[Mention, ...]:
    """The mentions with every corrected number read as the correction says; the number read before stays beside it. A
    number that is corrected to nothing is no mention any more."""
    values = {place.number: place.correction.value for place in placed}
    gone = {
        number for number, mention in enumerate(mentions) if _value(mention, values, mention.value) is None and _concerned(mention, values)
    }
    places = {old: new for new, old in enumerate(old for old in range(len(mentions)) if old not in gone)}
    kept = [_corrected(mention, values, reference) for number, mention in enumerate(mentions) if number not in gone]
    return tuple(mention._replace(anchor=None if mention.anchor is None else places.get(mention.anchor)) for mention in kept)


def _concerned(mention: Mention, values: dict[Span, Decimal | None]) -> bool:
    return mention.number is not None and any(mention.number.overlaps(span) for span in values)


def _value(mention: Mention, values: dict[Span, Decimal | None], default: Decimal | None) -> Decimal | None:
    number = mention.number
    return next((value for span, value in values.items() if number is not None and number.overlaps(span)), default)


def _corrected(mention: Mention, values: dict[Span, Decimal | None], reference: Reference) -> Mention:
    value = _value(mention, values, None) if _concerned(mention, values) else None
    if value is None:
        return mention
    base = value * base_of(mention.unit, reference.units)[1] if mention.value_base is not None else None
    return mention._replace(value=value, value_base=base, low=base, high=base, reading="corrected", original_value=mention.value)
