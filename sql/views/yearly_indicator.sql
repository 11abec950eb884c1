-- Grain: one row per organisation, project, indicator, base unit, period within the year and fiscal year.
-- How they are made stands in sql/yearly/yearly_indicator.sql.
create or replace view yearly_indicator as
select
    s.organisation_id,
    s.organisation,
    s.project,
    s.indicator,
    s.category,
    s.base_unit,
    s.period_in_year,
    s.fiscal_year,
    s.value_base,
    s.target_base,
    s.completion_rate_pct,
    s.previous_value_base,
    s.previous_source,
    s.change_base,
    s.change_pct,
    s.is_edition_doubtful,
    s.fact_key,
    s.document_key
from stored_yearly_indicator as s
where (select c.is_settled from settled_content as c);
