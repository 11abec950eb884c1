-- Grain: one row per organisation, case type, unit, period within the year and fiscal year.
with told as (
    select
        r.organisation,
        r.edition_basis,
        r.fiscal_year as report_year,
        p.period_in_year,
        c.case_type,
        f.*
    from fact_case as f
    inner join current_report as r on f.document_key = r.document_key
    inner join dim_period as p on f.period_key = p.period_key
    inner join dim_case_type as c on f.case_type_key = c.case_type_key
    where p.period_in_year is not null
),

-- The whole body's count last_year that of one project.
own as (
    select *
    from told
    where fiscal_year = report_year
    qualify
        row_number() over (
            partition by organisation_id, case_type_key, unit, period_in_year, fiscal_year
            order by project asc, case_count is not null desc, reading_ordinal asc, document_key asc, fact_key asc
        ) = 1
),

-- Last year's count as this year's report tells it.
retold as (
    select *
    from told
    where fiscal_year = report_year - 1 and case_count is not null
    qualify
        row_number() over (
            partition by organisation_id, case_type_key, unit, period_in_year, fiscal_year
            order by project, reading_ordinal, document_key, fact_key
        ) = 1
),

compared as (
    select
        o.*,
        last_year.case_count as reported_case_count,
        coalesce(last_year.case_count, o.prior_case_count, retold.case_count) as previous_case_count
    from own as o
    left join own as last_year
        on
            o.organisation_id = last_year.organisation_id
            and o.project = last_year.project
            and o.case_type_key = last_year.case_type_key
            and o.unit = last_year.unit
            and o.period_in_year = last_year.period_in_year
            and o.fiscal_year = last_year.fiscal_year + 1
    left join retold
        on
            o.organisation_id = retold.organisation_id
            and o.project = retold.project
            and o.case_type_key = retold.case_type_key
            and o.unit = retold.unit
            and o.period_in_year = retold.period_in_year
            and o.fiscal_year = retold.fiscal_year + 1
)

select
    organisation_id,
    organisation,
    project,
    case_type,
    unit,
    period_in_year,
    fiscal_year,
    case_count,
    person_count,
    amount_yuan,
    previous_case_count,
    case_count - previous_case_count as change_count,
    try_cast(round((case_count - previous_case_count) * 100.0 / nullif(previous_case_count, 0), 4) as decimal(18, 4)) as change_pct,
    case
        when reported_case_count is not null then 'reported'
        when previous_case_count is not null then 'implied'
    end as previous_source,
    edition_basis = 'none' as is_edition_doubtful,
    fact_key,
    document_key
from compared;
