-- Grain: one row per document of the last settling that is gone, or was loaded again.
select
    s.document_key,
    s.edition_group,
    s.organisation_id
from settled_document as s
anti join dim_document as d on s.document_key = d.document_key and s.loaded_at is not distinct from d.loaded_at;
