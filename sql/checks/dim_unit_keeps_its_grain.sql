-- Grain: one row per dim_unit row told more than once at its grain; holds where there is none.
select
    unit,
    count(*) as row_count
from dim_unit
group by unit
having count(*) > 1
order by unit;
