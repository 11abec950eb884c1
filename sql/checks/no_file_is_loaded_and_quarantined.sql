-- Grain: one row per file that is loaded and yet quarantined with the same bytes; holds where there is none.
select
    q.file_name,
    q.document_key
from quarantined_file as q
inner join source_file as s on q.file_name = s.file_name and q.document_key = s.document_key
order by q.file_name;
