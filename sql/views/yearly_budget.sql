-- Grain: one row per organisation, scope, project, period within the year and fiscal year.
-- How they are made stands in sql/yearly/yearly_budget.sql.
create or replace view yearly_budget as
select
    s.organisation_id,
    s.organisation,
    s.scope,
    s.project,
    s.period,
    s.fiscal_year,
    s.annual_budget_yuan,
    s.executed_yuan,
    s.execution_rate_reported_pct,
    s.execution_rate_computed_pct,
    s.previous_annual_budget_yuan,
    s.annual_budget_change_pct,
    s.previous_executed_yuan,
    s.executed_change_pct,
    s.execution_rate_change_points,
    s.previous_source,
    s.is_edition_doubtful,
    s.fact_key,
    s.document_key
from stored_yearly_budget as s
where (select c.is_settled from settled_content as c);
