-- Grain: one row per dim_document row told more than once at its grain; holds where there is none.
select
    document_key,
    count(*) as row_count
from dim_document
group by document_key
having count(*) > 1
order by document_key;
