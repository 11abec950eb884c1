-- Grain: one row per finding row told more than once at its grain; holds where there is none.
select
    document_key,
    finding_key,
    count(*) as row_count
from finding
group by document_key, finding_key
having count(*) > 1
order by document_key, finding_key;
