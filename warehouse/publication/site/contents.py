"""What the site tells, read from the sealed copy: rows a portion at a time, texts a few at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse import store
from warehouse.errors import UsageError
from warehouse.publication.site.rendering import shown

Row = dict[str, Any]

_DOCUMENTS = """
select d.document_key, d.file_name, d.media_type, d.title, d.organisation_id, d.fiscal_year, d.report_type, d.edition, d.edition_basis,
    d.edition_group, d.is_current, d.dated_on, d.published_on, d.source_url, d.page_count, d.char_count, d.numeral_count,
    d.unclaimed_count, d.is_ocr, d.reader, coalesce(o.organisation, '') as organisation, o.organisation_type, o.region, o.region_code
from dim_document as d left join dim_organisation as o on d.organisation_id = o.organisation_id and o.is_current
"""
_ORDER = "order by organisation, organisation_id, fiscal_year desc, report_type, is_current desc, edition desc, document_key"
_RUN = "select * from run order by started_at desc limit 1"
_RESULTS = """
select suite, expectation, severity, success, unexpected_count, checked_at from expectation_result
where run_key = (select arg_max(run_key, checked_at) from expectation_result)
order by success, suite, expectation
"""
_QUARANTINED = "select file_name, reason_code, reason, byte_size from quarantined_file order by all"
# A view's rows, each with the roles under which its fact is told and how they were read.
_TOLD = """
with told as (select fact_key, list(distinct role || ':' || reading) as told from mention where fact_key is not null group by fact_key)
select v.*, coalesce(t.told, []) as told from {view} as v left join told as t on v.fact_key = t.fact_key
"""
AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Contents:
    """``documents`` are the rows of all reports that are told of, every edition, without their texts.

    ``is_part`` says that a condition chose them; rows of other reports are then left out everywhere.
    """

    sealed: Path
    seal_hash: str
    documents: tuple[Row, ...]
    is_part: bool
    run: Row | None
    results: tuple[Row, ...]
    quarantined: tuple[Row, ...]

    def keys(self) -> list[str]:
        return [row["document_key"] for row in self.documents]

    def by_organisation(self) -> dict[str, list[Row]]:
        """The documents of each known organisation, in the order of their names."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.documents:
            if row["organisation_id"]:
                found[row["organisation_id"]].append(row)
        return found


def read_contents(warehouse: Path, sealed: store.Seal, where: str) -> Contents:
    """``warehouse`` tells of the newest run, ``sealed`` of everything else. Raises UsageError where ``where`` does not fit the reports."""
    runs = list(rows(warehouse, _RUN))
    return Contents(
        sealed=sealed.path,
        seal_hash=sealed.file_hash,
        documents=tuple(_documents(sealed.path, where)),
        is_part=bool(where),
        run=runs[0] if runs else None,
        results=tuple(rows(warehouse, _RESULTS)),
        quarantined=tuple(rows(warehouse, _QUARANTINED)),
    )


def told_rows(contents: Contents, view: str, order: str, condition: str = "true", parameters: Sequence[Any] = ()) -> Iterator[Row]:
    """The rows of a view of facts that the site tells of, with the column ``told``."""
    return chosen_rows(contents, _TOLD.format(view=view), order, condition, parameters)


def chosen_rows(contents: Contents, query: str, order: str, condition: str = "true", parameters: Sequence[Any] = ()) -> Iterator[Row]:
    """The rows of a query, which has ``document_key``, for the reports that the site tells of."""
    kept = "document_key in (select unnest(?))" if contents.is_part else "true"
    keys = [contents.keys()] if contents.is_part else []
    return rows(contents.sealed, f"select * from ({query}) where {condition} and {kept} order by {order}", [*parameters, *keys])


def rows(path: Path, query: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
    """The rows as mappings, made in portions, so that a large answer is never a list of Python values as a whole."""
    for batch in store.read(path, query, parameters).to_batches(max_chunksize=2_000):
        yield from batch.to_pylist()


def by_key(found: Iterator[Row], key: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        grouped[row[key]].append(row)
    return grouped


def portions(items: Sequence[Any], size: int = AT_ONCE) -> Iterator[Sequence[Any]]:
    return (items[first : first + size] for first in range(0, len(items), size))


def title_of(document: Row) -> str:
    """Organisation and year, or the file's name where these are not known."""
    if not document["organisation"]:
        return shown(document["file_name"], 120)
    return shown(f"{shown(document['organisation'], 100)} {document['fiscal_year'] or ''}", 120)


def _documents(sealed: Path, where: str) -> Iterator[Row]:
    if not where:
        return rows(sealed, f"{_DOCUMENTS} {_ORDER}")
    try:
        return iter(store.query(sealed, f"select * from ({_DOCUMENTS}) where ({where}\n) {_ORDER}").table.to_pylist())
    except UsageError as error:
        raise UsageError(
            f"--where does not fit the reports of the site: {error}. Use columns such as "
            "organisation, organisation_id, fiscal_year, document_key, region_code"
        ) from error
