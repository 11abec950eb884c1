-- Grain: one row per dim_indicator row told more than once at its grain; holds where there is none.
select
    indicator_key,
    count(*) as row_count
from dim_indicator
group by indicator_key
having count(*) > 1
order by indicator_key;
