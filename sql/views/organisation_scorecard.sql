-- Grain: one row per organisation and fiscal year of a current report: what it spent, reached, promised and must answer for.
create or replace view organisation_scorecard as
with report as (
    select
        organisation_id,
        any_value(organisation) as organisation,
        fiscal_year,
        count(*) as report_count,
        min(document_key) as document_key
    from current_report
    group by organisation_id, fiscal_year
),

budget as (
    select *
    from yearly_budget
    where scope = 'overall' and project = '' and period = cast(fiscal_year as varchar)
),

indicator as (
    select
        organisation_id,
        fiscal_year,
        count(*) as indicator_count,
        count(completion_rate_pct) as measured_count,
        count_if(completion_rate_pct >= 100) as reached_count
    from yearly_indicator
    group by organisation_id, fiscal_year
),

ranking as (
    select
        organisation_id,
        fiscal_year,
        count(*) as ranking_count,
        count_if(rank_best = 1) as first_place_count
    from yearly_ranking
    group by organisation_id, fiscal_year
),

promise as (
    select
        organisation_id,
        fiscal_year,
        count_if(kind = 'measure') as measure_count,
        count_if(kind = 'measure' and next_year_status = 'kept') as kept_count,
        count_if(kind = 'measure' and next_year_status = 'no_evidence') as unanswered_count
    from yearly_commitment
    group by organisation_id, fiscal_year
),

doubt as (
    select
        organisation_id,
        fiscal_year,
        count_if(severity = 'error') as error_count,
        count_if(severity = 'warning') as warning_count
    from finding
    where is_current and not is_waived
    group by organisation_id, fiscal_year
)

select
    r.organisation_id,
    r.organisation,
    o.organisation_type,
    o.region,
    r.fiscal_year,
    r.report_count,
    b.annual_budget_yuan,
    b.executed_yuan,
    coalesce(b.execution_rate_reported_pct, b.execution_rate_computed_pct) as execution_rate_pct,
    b.annual_budget_change_pct,
    b.executed_change_pct,
    coalesce(i.indicator_count, 0) as indicator_count,
    coalesce(i.measured_count, 0) as measured_count,
    coalesce(i.reached_count, 0) as reached_count,
    coalesce(k.ranking_count, 0) as ranking_count,
    coalesce(k.first_place_count, 0) as first_place_count,
    coalesce(p.measure_count, 0) as measure_count,
    coalesce(p.kept_count, 0) as kept_count,
    coalesce(p.unanswered_count, 0) as unanswered_count,
    coalesce(d.error_count, 0) as error_count,
    coalesce(d.warning_count, 0) as warning_count,
    b.fact_key,
    coalesce(b.document_key, r.document_key) as document_key
from report as r
inner join dim_organisation as o on r.organisation_id = o.organisation_id and o.is_current
left join budget as b on r.organisation_id = b.organisation_id and r.fiscal_year = b.fiscal_year
left join indicator as i on r.organisation_id = i.organisation_id and r.fiscal_year = i.fiscal_year
left join ranking as k on r.organisation_id = k.organisation_id and r.fiscal_year = k.fiscal_year
left join promise as p on r.organisation_id = p.organisation_id and r.fiscal_year = p.fiscal_year
left join doubt as d on r.organisation_id = d.organisation_id and r.fiscal_year = d.fiscal_year;
