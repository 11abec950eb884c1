"""The report itself as rows: its place in the ledger and whose report it is."""

from __future__ import annotations

from typing import NamedTuple

from warehouse.conforming.edition import dated_on, edition_group, edition_mark
from warehouse.conforming.rows import DimDocument, SourceFileRow
from warehouse.model import Document, Extraction
from warehouse.model.source import SourceFile, declared_text


class Versions(NamedTuple):
    """What a document was read with: digests of the readers' code, of the rules' code and of the seeds."""

    reader: str
    extractor: str
    reference: str


def document_row(document: Document, extraction: Extraction, organisation_id: str | None, versions: Versions) -> DimDocument:
    identity, declared = extraction.identity, document.declared
    unclaimed = sum(numeral.kind == "unclaimed" for numeral in extraction.numerals)
    return DimDocument(
        document_key=document.key,
        file_name=document.file_name,
        media_type=document.media_type,
        title=identity.title or document.title,
        organisation_id=organisation_id,
        fiscal_year=identity.fiscal_year,
        report_type=identity.report_type,
        edition_group=edition_group(document, identity, organisation_id),
        edition_mark=edition_mark(document.file_name, identity.title or document.title),
        dated_on=dated_on(document),
        published_on=declared.published_on,
        retrieved_on=declared.retrieved_on,
        source_url=declared.source_url,
        page_count=len(document.pages) or None,
        char_count=len(document.text),
        byte_size=document.byte_size,
        numeral_count=len(extraction.numerals) + sum(mention.number is not None for mention in extraction.mentions),
        unclaimed_count=unclaimed,
        is_ocr=document.is_ocr,
        reader=document.reader,
        reader_version=versions.reader,
        extractor_version=versions.extractor,
        reference_version=versions.reference,
        text=document.text,
    )


def source_row(file: Document | SourceFile) -> SourceFileRow:
    """Where a content was found, and what the manifest beside it says."""
    if isinstance(file, Document):
        return SourceFileRow(file.key, file.file_name, declared_text(file.declared))
    return SourceFileRow(file.document_key, file.name, declared_text(file.declared))
