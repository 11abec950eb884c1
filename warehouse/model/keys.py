"""Keys are digests of natural keys: the same thing has the same key in any order, on any machine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

SEPARATOR = "\x1f"
_BLANKS = re.compile(r"\s+")


def digest(*parts: object) -> str:
    """The first 32 hex digits of the SHA-256 over the parts, joined with U+001F; None counts as empty."""
    text = SEPARATOR.join(["" if part is None else str(part) for part in parts])
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def finding_key(rule: str, organisation_id: str | None, fiscal_year: int | None, quotes: Iterable[str]) -> str:
    """From the rule, the organisation, the report's year and the quoted words, blanks and order apart."""
    words = sorted({_BLANKS.sub("", quote) for quote in quotes})
    return digest("finding", rule, organisation_id, fiscal_year, *words)
