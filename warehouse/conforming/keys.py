"""Keys are digests of natural keys: the same thing has the same key in any order, on any machine."""

from __future__ import annotations

from hashlib import sha256

SEPARATOR = "\x1f"


def digest(*parts: object) -> str:
    """The first 32 hex digits of the SHA-256 over the parts, joined with U+001F; None counts as empty.

    >>> digest("indicator", "接种率")
    'f1be89c8372c2a85a0b4cd41b13c9a9d'
    """
    text = SEPARATOR.join("" if part is None else str(part) for part in parts)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
