-- Grain: one row per organisation, project, indicator, base unit, period within the year and fiscal year.
with told as (
    select
        r.organisation,
        r.edition_basis,
        r.fiscal_year as report_year,
        p.period_in_year,
        i.indicator,
        i.category,
        i.polarity,
        f.*
    from fact_indicator as f
    inner join current_report as r on f.document_key = r.document_key
    inner join dim_period as p on f.period_key = p.period_key
    inner join dim_indicator as i on f.indicator_key = i.indicator_key
    where p.period_in_year is not null
),

own as (
    select *
    from told
    where
        fiscal_year = report_year
        and (value_base is not null or target_base is not null or completion_rate_reported_pct is not null)
    qualify
        row_number() over (
            partition by organisation_id, project, indicator_key, base_unit, period_in_year, fiscal_year
            order by value_base is not null desc, reading_ordinal asc, target_base is not null desc, document_key asc, fact_key asc
        ) = 1
),

-- Last year's level as this year's report tells it (由上年的19.8%提高到…).
retold as (
    select *
    from told
    where fiscal_year = report_year - 1 and value_base is not null
    qualify
        row_number() over (
            partition by organisation_id, project, indicator_key, base_unit, period_in_year, fiscal_year
            order by reading_ordinal, document_key, fact_key
        ) = 1
),

compared as (
    select
        o.*,
        last_year.value_base as reported_value_base,
        coalesce(last_year.value_base, o.prior_value_base, retold.value_base) as previous_value_base
    from own as o
    left join own as last_year
        on
            o.organisation_id = last_year.organisation_id
            and o.project = last_year.project
            and o.indicator_key = last_year.indicator_key
            and o.base_unit = last_year.base_unit
            and o.period_in_year = last_year.period_in_year
            and o.fiscal_year = last_year.fiscal_year + 1
    left join retold
        on
            o.organisation_id = retold.organisation_id
            and o.project = retold.project
            and o.indicator_key = retold.indicator_key
            and o.base_unit = retold.base_unit
            and o.period_in_year = retold.period_in_year
            and o.fiscal_year = retold.fiscal_year + 1
)

select
    organisation_id,
    organisation,
    project,
    indicator,
    category,
    base_unit,
    period_in_year,
    fiscal_year,
    value_base,
    target_base,
    coalesce(
        completion_rate_reported_pct,
        case
            when polarity <> 'lower_is_better'
                then try_cast(round(cast(value_base as double) * 100 / nullif(cast(target_base as double), 0), 4) as decimal(18, 6))
        end
    ) as completion_rate_pct,
    previous_value_base,
    case
        when reported_value_base is not null then 'reported'
        when previous_value_base is not null then 'implied'
    end as previous_source,
    value_base - previous_value_base as change_base,
    try_cast(
        round(cast(value_base - previous_value_base as double) * 100 / nullif(abs(cast(previous_value_base as double)), 0), 4)
        as decimal(18, 4)
    ) as change_pct,
    edition_basis = 'none' as is_edition_doubtful,
    fact_key,
    document_key
from compared;
