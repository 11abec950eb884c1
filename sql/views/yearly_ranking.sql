-- Grain: one row per organisation, subject, scope, period within the year and fiscal year.
-- How they are made stands in sql/yearly/yearly_ranking.sql.
create or replace view yearly_ranking as
select
    s.organisation_id,
    s.organisation,
    s.subject,
    s.scope,
    s.period_in_year,
    s.fiscal_year,
    s.rank_best,
    s.rank_worst,
    s.rank_kind,
    s.previous_rank_best,
    s.places_gained,
    s.previous_source,
    s.is_edition_doubtful,
    s.fact_key,
    s.document_key
from stored_yearly_ranking as s
where (select c.is_settled from settled_content as c);
