"""Plain text and Markdown: the text is the decoded file itself, line ends and all."""

from __future__ import annotations

from itertools import pairwise

from warehouse.documents.encoding import decode
from warehouse.documents.furniture import find_furniture
from warehouse.documents.limits import LIMITS
from warehouse.documents.parts import Parts
from warehouse.documents.reasons import unreadable
from warehouse.documents.text_tables import HEADER_WORDS, find_text_tables
from warehouse.model import Page, Span


def read_text(data: bytes, header_words: frozenset[str] = HEADER_WORDS) -> Parts:
    """The parts of a text file. Raises UnreadableFile for what is no text, or too much of it."""
    if len(data) > LIMITS.text_size:
        raise unreadable("too_large", f"> {LIMITS.text_size >> 20} MiB")
    text = decode(data).text
    return Parts(text, find_text_tables(text, header_words), find_furniture(text), find_pages(text))


def find_pages(text: str) -> tuple[Page, ...]:
    """Pages parted by form feeds, as converters from PDF write them; none if there are no form feeds."""
    if "\f" not in text:
        return ()
    ends = [place + 1 for place, char in enumerate(text) if char == "\f"]
    borders = [0, *ends, len(text)]
    return tuple(Page(number, Span(*border)) for number, border in enumerate(pairwise(borders), 1) if border[0] < border[1])
