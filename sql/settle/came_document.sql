-- Grain: one row per document that was loaded, or loaded again, since the last settling.
select
    d.document_key,
    d.edition_group
from dim_document as d
anti join settled_document as s on d.document_key = s.document_key and d.loaded_at is not distinct from s.loaded_at;
