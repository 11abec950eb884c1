-- Grain: one row per discovered indicator whose most frequent base unit is another one now.
update dim_indicator
set base_unit = frequent.base_unit
from (
    select
        indicator_key,
        base_unit
    from fact_indicator
    where base_unit <> ''
    group by indicator_key, base_unit
    qualify row_number() over (partition by indicator_key order by count(*) desc, base_unit asc) = 1
) as frequent
where
    dim_indicator.indicator_key = frequent.indicator_key
    and dim_indicator.is_discovered
    and dim_indicator.base_unit is distinct from frequent.base_unit;
