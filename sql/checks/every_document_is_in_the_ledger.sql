-- Grain: one row per document without a path, or path without a document; holds where there is none.
select
    d.document_key,
    s.file_name
from dim_document as d
full join source_file as s on d.document_key = s.document_key
where d.document_key is null or s.document_key is null
order by d.document_key, s.file_name;
