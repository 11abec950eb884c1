-- Grain: one row per yearly_budget row told more than once at its grain; holds where there is none.
select
    organisation_id,
    scope,
    project,
    period,
    fiscal_year,
    count(*) as row_count
from yearly_budget
group by organisation_id, scope, project, period, fiscal_year
having count(*) > 1
order by organisation_id, scope, project, period, fiscal_year;
