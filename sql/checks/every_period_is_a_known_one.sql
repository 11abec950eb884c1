-- Grain: one row per period whose name says no year, no part of it and not the future; holds where there is none.
-- Severity: warning
select
    period_key,
    period
from dim_period
where period_type = 'other'
order by period;
