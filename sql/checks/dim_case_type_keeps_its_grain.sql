-- Grain: one row per dim_case_type row told more than once at its grain; holds where there is none.
select
    case_type_key,
    count(*) as row_count
from dim_case_type
group by case_type_key
having count(*) > 1
order by case_type_key;
