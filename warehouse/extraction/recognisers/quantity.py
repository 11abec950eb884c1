"""Numbers with their unit and place: the first layer of everything that is read out of a report."""

from __future__ import annotations

from warehouse.extraction.recognisers.blanks import Reading, without_blanks
from warehouse.extraction.recognisers.found import Found
from warehouse.extraction.recognisers.lexicon import lexicon_of
from warehouse.extraction.recognisers.measure import measures_of
from warehouse.extraction.recognisers.scan import Reason, Scan
from warehouse.extraction.recognisers.sharing import share_units
from warehouse.model import Quantity
from warehouse.reference import Reference, load_reference
from warehouse.text.width import fold, needs_folding


def scanned(text: str, reference: Reference) -> tuple[Reading, list[Found], list[Reason]]:
    """The text as it is read, its quantities (units shared, ranges joined) and its other numerals, both at their places there."""
    reading = without_blanks(fold(text) if needs_folding(text) else text)
    scan = Scan(reading.text, measures_of(reference), lexicon_of(reference))
    return reading, share_units(reading.text, scan.quantities()), scan.reasons


def find_quantities(text: str, reference: Reference | None = None) -> tuple[Quantity, ...]:
    """All quantities in a text, in order; spans are of ``text`` as given, whose widths and blanks need no preparation.

    Numbers that are dates, parts of words (统一, 四川) or codes (G312, 04·23) are none; what else a number may be if not a fact
    (a threshold, a hotline, a name) is for ``find_labels`` to say. Without ``reference`` the shipped seeds are used.
    """
    reading, found, _ = scanned(text, reference or load_reference())
    if not reading.is_whole:
        found = [reading.moved(item) for item in found]
    return tuple(item.quantity() for item in found)
