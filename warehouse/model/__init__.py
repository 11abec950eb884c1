"""The domain's nouns: frozen values, standard library only. All rooms meet here and nowhere else."""

from warehouse.model.document import Cell, Declared, Document, Flow, Page, Section, Sentence, Table
from warehouse.model.facts import (
    FACT_TABLES,
    QUALIFIERS,
    READINGS,
    ROLES,
    Extraction,
    Fact,
    FactTable,
    Identity,
    Mention,
    Numeral,
    Qualifier,
    Quantity,
    Reading,
)
from warehouse.model.finding import SEVERITIES, Finding, Severity
from warehouse.model.span import Span

__all__ = [
    "FACT_TABLES",
    "QUALIFIERS",
    "READINGS",
    "ROLES",
    "SEVERITIES",
    "Cell",
    "Declared",
    "Document",
    "Extraction",
    "Fact",
    "FactTable",
    "Finding",
    "Flow",
    "Identity",
    "Mention",
    "Numeral",
    "Page",
    "Qualifier",
    "Quantity",
    "Reading",
    "Section",
    "Sentence",
    "Severity",
    "Span",
    "Table",
]
