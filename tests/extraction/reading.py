"""Small doors for tests: a text read as a report of 2022."""

from __future__ import annotations

from functools import lru_cache

from warehouse.documents import read_content
from warehouse.extraction import extract
from warehouse.model import Declared, Document, Extraction, Mention
from warehouse.reference import Reference, load_reference


@lru_cache(maxsize=1)
def reference() -> Reference:
    return load_reference()


def read_text(text: str, year: int | None = 2022) -> tuple[Document, Extraction]:
    declared = Declared(organisation="清河县水利局", fiscal_year=year)
    document = read_content(text.encode(), "case.txt", declared=declared)
    return document, extract(document, reference())


def mentions_of(text: str, year: int | None = 2022) -> tuple[Mention, ...]:
    return read_text(text, year)[1].mentions


def shown(document: Document, mention: Mention) -> str:
    """One mention as the cases write it: ``table/role name value unit period``."""
    value = "" if mention.value is None else f"{mention.value.normalize():f}"
    period = "" if mention.period == "2022" else mention.period
    extra = f"{mention.scope} {mention.rank_kind}" if mention.table == "ranking" else mention.unit
    return " ".join(part for part in (f"{mention.table}/{mention.role}", mention.name, value, extra, period) if part)
