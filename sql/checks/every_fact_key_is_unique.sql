-- Grain: one row per key that two facts share; holds where there is none.
select
    fact_key,
    count(*) as row_count
from fact
group by fact_key
having count(*) > 1
order by fact_key;
