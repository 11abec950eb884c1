-- Grain: one row per organisation, case type, unit, period within the year and fiscal year.
-- How they are made stands in sql/yearly/yearly_case.sql.
create or replace view yearly_case as
select
    s.organisation_id,
    s.organisation,
    s.project,
    s.case_type,
    s.unit,
    s.period_in_year,
    s.fiscal_year,
    s.case_count,
    s.person_count,
    s.amount_yuan,
    s.previous_case_count,
    s.change_count,
    s.change_pct,
    s.previous_source,
    s.is_edition_doubtful,
    s.fact_key,
    s.document_key
from stored_yearly_case as s
where (select c.is_settled from settled_content as c);
