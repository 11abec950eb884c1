-- Grain: one row per source_file row told more than once at its grain; holds where there is none.
select
    document_key,
    file_name,
    count(*) as row_count
from source_file
group by document_key, file_name
having count(*) > 1
order by document_key, file_name;
