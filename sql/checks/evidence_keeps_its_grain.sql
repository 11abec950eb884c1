-- Grain: one row per evidence row told more than once at its grain; holds where there is none.
select
    evidence_key,
    count(*) as row_count
from evidence
group by evidence_key
having count(*) > 1
order by evidence_key;
