"""Where a page of the site lies, and the place in it: made of hexadecimal digits alone, so no name of a report becomes a path."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any


def report_page(document_key: str) -> str:
    return f"r/{document_key[:16]}.html"


def organisation_page(organisation_id: str) -> str:
    return f"o/{organisation_id}.html"


def indicator_page(indicator: str, base_unit: str) -> str:
    """An indicator's name may be any words: its page is named by their digest."""
    digest = hashlib.sha256("\u001f".join((indicator, base_unit)).encode("utf-8", "replace"))
    return f"i/{digest.hexdigest()[:16]}.html"


def matrix_page(number: int) -> str:
    """The pages of the coverage matrix; the first is the home page."""
    return "index.html" if number == 1 else f"index-{number}.html"


def fact_anchor(fact_key: str, role: str = "") -> str:
    """The first mention of a fact, or of one of its roles."""
    return f"f-{fact_key}-{role}" if role else f"f-{fact_key}"


def fact_link(row: Mapping[str, Any], role: str = "") -> str:
    """From the site's folder to the sentence that tells a row of a yearly view: its role's, or else the fact's first."""
    return f"{report_page(row['document_key'])}#{fact_anchor(row['fact_key'], role if role in readings(row) else '')}"


def readings(row: Mapping[str, Any]) -> dict[str, str]:
    """How each role of a fact was read (printed, repaired, implied, corrected), from the column ``told`` (role:reading)."""
    told = sorted(row.get("told") or (), reverse=True)
    return {role: reading for role, _, reading in (one.partition(":") for one in told)}
