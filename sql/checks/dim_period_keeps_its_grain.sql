-- Grain: one row per dim_period row told more than once at its grain; holds where there is none.
select
    period_key,
    count(*) as row_count
from dim_period
group by period_key
having count(*) > 1
order by period_key;
