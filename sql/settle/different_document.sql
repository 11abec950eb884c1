-- Grain: one row per document and organisation that is not as the last settling left it: come, gone, or told otherwise.
with different as (
    select
        coalesce(p.document_key, s.document_key) as document_key,
        unnest([p.organisation_id, s.organisation_id]) as organisation_id
    from present_document as p
    full join settled_document as s on p.document_key = s.document_key
    where
        p.document_key is null
        or s.document_key is null
        or p.edition_group <> s.edition_group
        or p.organisation_id is distinct from s.organisation_id
        or p.organisation is distinct from s.organisation
        or p.fiscal_year is distinct from s.fiscal_year
        or p.is_current <> s.is_current
        or p.edition_basis is distinct from s.edition_basis
        or p.loaded_at is distinct from s.loaded_at
)

select distinct
    document_key,
    organisation_id
from different;
