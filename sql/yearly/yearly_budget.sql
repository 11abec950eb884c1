-- Grain: one row per organisation, scope, project, period within the year and fiscal year.
with told as (
    select
        r.organisation,
        r.edition_basis,
        r.fiscal_year as report_year,
        p.period,
        p.period_in_year,
        f.*
    from fact_budget as f
    inner join current_report as r on f.document_key = r.document_key
    inner join dim_period as p on f.period_key = p.period_key
    where p.period_in_year is not null
),

own as (
    select *
    from told
    where
        fiscal_year = report_year
        and (
            annual_budget_yuan is not null or executed_yuan is not null or execution_rate_reported_pct is not null
            or adjusted_budget_yuan is not null or initial_budget_yuan is not null
        )
    qualify
        row_number() over (
            partition by organisation_id, scope, project, period_in_year, fiscal_year
            order by
                annual_budget_yuan is not null and executed_yuan is not null desc,
                annual_budget_yuan is not null desc,
                executed_yuan is not null desc,
                reading_ordinal asc,
                document_key asc,
                fact_key asc
        ) = 1
),

-- Last year's figures as this year's report tells them.
retold as (
    select *
    from told
    where
        fiscal_year = report_year - 1
        and (annual_budget_yuan is not null or executed_yuan is not null or execution_rate_reported_pct is not null)
    qualify
        row_number() over (
            partition by organisation_id, scope, project, period_in_year, fiscal_year
            order by reading_ordinal, document_key, fact_key
        ) = 1
),

compared as (
    select
        o.*,
        last_year.fact_key is not null as is_reported,
        case
            when last_year.fact_key is not null then last_year.annual_budget_yuan
            else coalesce(o.prior_annual_budget_yuan, retold.annual_budget_yuan)
        end as previous_annual_budget_yuan,
        case
            when last_year.fact_key is not null then last_year.executed_yuan
            else coalesce(o.prior_executed_yuan, retold.executed_yuan)
        end as previous_executed_yuan,
        case
            when last_year.fact_key is not null
                then coalesce(last_year.execution_rate_reported_pct, last_year.execution_rate_computed_pct)
            else coalesce(o.prior_execution_rate_pct, retold.execution_rate_reported_pct, retold.execution_rate_computed_pct)
        end as previous_rate_pct
    from own as o
    left join own as last_year
        on
            o.organisation_id = last_year.organisation_id
            and o.scope = last_year.scope
            and o.project = last_year.project
            and o.period_in_year = last_year.period_in_year
            and o.fiscal_year = last_year.fiscal_year + 1
    left join retold
        on
            o.organisation_id = retold.organisation_id
            and o.scope = retold.scope
            and o.project = retold.project
            and o.period_in_year = retold.period_in_year
            and o.fiscal_year = retold.fiscal_year + 1
)

select
    organisation_id,
    organisation,
    scope,
    project,
    period,
    fiscal_year,
    annual_budget_yuan,
    executed_yuan,
    execution_rate_reported_pct,
    execution_rate_computed_pct,
    previous_annual_budget_yuan,
    try_cast(
        round((annual_budget_yuan - previous_annual_budget_yuan) * 100.0 / nullif(abs(previous_annual_budget_yuan), 0), 4)
        as decimal(18, 4)
    ) as annual_budget_change_pct,
    previous_executed_yuan,
    try_cast(
        round((executed_yuan - previous_executed_yuan) * 100.0 / nullif(abs(previous_executed_yuan), 0), 4) as decimal(18, 4)
    ) as executed_change_pct,
    coalesce(execution_rate_reported_pct, execution_rate_computed_pct) - previous_rate_pct as execution_rate_change_points,
    case
        when is_reported then 'reported'
        when coalesce(previous_annual_budget_yuan, previous_executed_yuan, previous_rate_pct) is not null then 'implied'
    end as previous_source,
    edition_basis = 'none' as is_edition_doubtful,
    fact_key,
    document_key
from compared;
