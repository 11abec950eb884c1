-- Grain: one row per member of a shared dimension, with all that is said of it.
select
    'dim_indicator' as dimension,
    indicator_key as member_key,
    concat_ws(chr(31), indicator, coalesce(category, ''), coalesce(base_unit, ''), polarity, is_discovered) as told
from dim_indicator
union all
select
    'dim_case_type' as dimension,
    case_type_key as member_key,
    concat_ws(chr(31), case_type, coalesce(category, '')) as told
from dim_case_type
union all
select
    'dim_period' as dimension,
    period_key as member_key,
    concat_ws(chr(31), period, coalesce(period_in_year, '')) as told
from dim_period
union all
select
    'dim_unit' as dimension,
    unit as member_key,
    concat_ws(chr(31), base_unit, coalesce(cast(factor as varchar), '')) as told
from dim_unit;
