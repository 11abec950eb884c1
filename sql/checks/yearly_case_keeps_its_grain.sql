-- Grain: one row per yearly_case row told more than once at its grain; holds where there is none.
select
    organisation_id,
    case_type,
    unit,
    period_in_year,
    fiscal_year,
    count(*) as row_count
from yearly_case
group by organisation_id, case_type, unit, period_in_year, fiscal_year
having count(*) > 1
order by organisation_id, case_type, unit, period_in_year, fiscal_year;
