-- Grain: one row per document, with what the yearly tables depend on beside its facts, which stay the same until it is loaded again.
select
    d.document_key,
    d.edition_group,
    d.organisation_id,
    o.organisation,
    d.fiscal_year,
    d.is_current,
    d.edition_basis,
    d.loaded_at
from dim_document as d
left join dim_organisation as o on d.organisation_id = o.organisation_id and o.is_current;
