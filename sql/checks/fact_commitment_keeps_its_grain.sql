-- Grain: one row per fact_commitment row told more than once at its grain; holds where there is none.
select
    document_key,
    kind,
    ordinal,
    count(*) as row_count
from fact_commitment
group by document_key, kind, ordinal
having count(*) > 1
order by document_key, kind, ordinal;
