-- Grain: one row per fact whose indicator or case type is in no dimension; holds where there is none.
select
    'indicator' as fact_table,
    f.fact_key
from fact_indicator as f
where
    not exists (
        select 1 from dim_indicator as i
        where f.indicator_key = i.indicator_key
    )
union all
select
    'ranking' as fact_table,
    f.fact_key
from fact_ranking as f
where
    f.indicator_key is not null
    and not exists (
        select 1 from dim_indicator as i
        where f.indicator_key = i.indicator_key
    )
union all
select
    'case' as fact_table,
    f.fact_key
from fact_case as f
where
    not exists (
        select 1 from dim_case_type as c
        where f.case_type_key = c.case_type_key
    )
order by fact_key;
