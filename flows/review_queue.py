"""What a clerk should look at: unclaimed numerals, discovered indicators with proposals, doubtful readings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from warehouse import store
from warehouse.errors import UsageError
from warehouse.publication.escaping import readable_text
from warehouse.publication.review_sheet import DISCOVERED, DOUBTFUL, UNCLAIMED, Sheet
from warehouse.reference import Reference
from warehouse.reference.suggest import ENOUGH, NameSeen, Suggestion, suggest_aliases
from warehouse.text.width import fold

# Characters of context on each side of a numeral.
_CONTEXT = 30

_CHOSEN = """
d.is_current and ($1 = '' or d.document_key in (
    select document_key from dim_document
    where file_name = $1 or ends_with(file_name, '/' || $1) or (length($1) >= 4 and starts_with(document_key, $1))
))
"""
_DOCUMENTS = f"select d.document_key from dim_document as d where {_CHOSEN}"
_UNCLAIMED = f"""
select
    d.file_name,
    substr(d.text, greatest(n.numeral_start - {_CONTEXT}, 0) + 1, least(n.numeral_start, {_CONTEXT})) as before,
    n.numeral_text,
    substr(d.text, n.numeral_end + 1, {_CONTEXT}) as behind,
    (
        select arg_max(m.section_path, m.quote_start) from mention as m
        where m.document_key = n.document_key and m.quote_start <= n.numeral_start
    ) as section,
    (
        select arg_max(m.page, m.quote_start) from mention as m
        where m.document_key = n.document_key and m.quote_start <= n.numeral_start
    ) as page
from numeral as n
inner join dim_document as d on n.document_key = d.document_key
where n.kind = 'unclaimed' and {_CHOSEN}
order by d.file_name, d.document_key, n.numeral_start
"""
_SEEN = f"""
select distinct i.indicator, coalesce(f.base_unit, '') as base_unit, d.fiscal_year, coalesce(o.organisation, '') as organisation
from fact_indicator as f
inner join dim_indicator as i on f.indicator_key = i.indicator_key
inner join dim_document as d on f.document_key = d.document_key
left join dim_organisation as o on d.organisation_id = o.organisation_id and o.is_current
where i.is_discovered and {_CHOSEN}
order by all
"""
# One row per number of a document that somebody should look at: a number that two metrics share is asked for once.
_DOUBTFUL = f"""
with doubts as (
    select evidence_key, '读数不一' as doubt from mention where fact_key in (select fact_key from fact where reading_ordinal > 1)
    union all
    select evidence_key, '经修复' as doubt from mention where reading = 'repaired'
    union all
    select evidence_key, '约数不明' as doubt from mention where qualifier = 'vague'
    union all
    select m.evidence_key, '发现 ' || f.rule as doubt
    from (select rule, unnest(quotes) as quoted from finding where severity = 'error' and not is_waived) as f
    inner join mention as m
        on f.quoted.document_key = m.document_key and m.number_start < f.quoted.quote_end and f.quoted.quote_start < m.number_end
)

select
    d.file_name,
    min(m.quote_start) as quote_start,
    max(m.quote_end) as quote_end,
    m.number_start,
    m.number_end,
    string_agg(distinct m.name, '；' order by m.name) as names,
    string_agg(distinct m.role, '；' order by m.role) as roles,
    min(m.value) as value,
    min(m.unit) as unit,
    string_agg(distinct x.doubt, '；' order by x.doubt) as doubts,
    min(m.section_path) as section,
    min(m.page) as page,
    any_value(d.text) as text
from mention as m
inner join dim_document as d on m.document_key = d.document_key
inner join doubts as x on m.evidence_key = x.evidence_key
where m.number_start is not null and m.reading <> 'corrected' and {_CHOSEN}
group by d.document_key, d.file_name, m.number_start, m.number_end
order by d.file_name, d.document_key, m.number_start, m.number_end
"""


def review_queue(warehouse: Path, document: str, reference: Reference) -> Mapping[Sheet, Sequence[Sequence[Any]]]:
    """The rows of the three sheets, of all current reports or of one (its file name or the first digits of its key).

    Raises UsageError where no report is called so.
    """
    if document and not store.read(warehouse, _DOCUMENTS, (document,)).num_rows:
        raise UsageError(f'no report is called {document}: see `jixiao sql "select file_name, document_key from dim_document"`')
    return {
        UNCLAIMED: [[_blank(value) for value in row.values()] for row in _rows(warehouse, _UNCLAIMED, document)],
        DISCOVERED: list(_discovered(_seen(warehouse, document), proposals(warehouse, reference))),
        DOUBTFUL: [_doubtful(row) for row in _rows(warehouse, _DOUBTFUL, document)],
    }


def proposals(warehouse: Path, reference: Reference, enough: float = ENOUGH) -> tuple[Suggestion, ...]:
    """What the discovered indicators of all reports may be called instead, best first."""
    return suggest_aliases(_seen(warehouse, ""), reference, enough)


def _rows(warehouse: Path, query: str, document: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = store.read(warehouse, query, (document,)).to_pylist()
    return rows


def _seen(warehouse: Path, document: str) -> list[NameSeen]:
    return [NameSeen(*row.values()) for row in _rows(warehouse, _SEEN, document)]


def _discovered(seen: Sequence[NameSeen], found: Sequence[Suggestion]) -> Iterator[list[Any]]:
    """One row per name and base unit."""
    best = {suggestion.alias: suggestion for suggestion in found}
    groups: dict[tuple[str, str], list[NameSeen]] = {}
    for one in seen:
        groups.setdefault((one.name, one.base_unit), []).append(one)
    for (name, unit), ones in sorted(groups.items()):
        years = "、".join(str(year) for year in sorted({one.fiscal_year for one in ones if one.fiscal_year}))
        owners = "、".join(sorted({one.organisation for one in ones if one.organisation}))
        proposal = best.get(name)
        yield [name, unit, years, owners, proposal.indicator if proposal else "", proposal.score if proposal else ""]


def _doubtful(row: dict[str, Any]) -> list[Any]:
    quote, number = unmistakable(row["text"], row["quote_start"], row["quote_end"], row["number_start"], row["number_end"])
    return [
        row["file_name"],
        quote,
        number,
        row["names"],
        row["roles"],
        *(row[name] for name in ("value", "unit", "doubts", "section", "page")),
    ]


def unmistakable(text: str, start: int, end: int, number_start: int, number_end: int) -> tuple[str, str]:
    """A quote in which a number stands once, and the number: what a correction can be hung on.

    ``start``–``end`` is the sentence, from which only so much is taken that the number is not told twice, without
    characters that no sheet can show. Ends of lines are blanks: a correction is placed however blanks part the words.
    """
    number = text[number_start:number_end]
    start, end = min(start, number_start), max(end, number_end)
    before, behind = text[start:number_start], text[number_end:end]
    pattern = re.compile(r"\s*".join(re.escape(character) for character in fold(number) if not character.isspace()) or r"(?!)")
    twice = list(pattern.finditer(fold(before)))
    again = pattern.search(fold(behind))
    before = before[twice[-1].start() + 1 :] if twice else before
    behind = behind[: again.end() - 1] if again else behind
    # A character that is shown otherwise than it is would never be found again.
    before = _shown_as_is(before).split("\ufffd")[-1]
    behind = _shown_as_is(behind).split("\ufffd")[0]
    return _blank(before + number + behind), _blank(number)


def _shown_as_is(text: str) -> str:
    return readable_text(re.sub(r"\s", " ", text))


def _blank(value: Any) -> Any:
    return re.sub(r"\s+", " ", value).strip() if isinstance(value, str) else value
