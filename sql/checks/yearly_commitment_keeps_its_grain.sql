-- Grain: one row per yearly_commitment row told more than once at its grain; holds where there is none.
select
    organisation_id,
    fact_key,
    count(*) as row_count
from yearly_commitment
group by organisation_id, fact_key
having count(*) > 1
order by organisation_id, fact_key;
