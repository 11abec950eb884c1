-- Grain: one row per organisation, subject, scope, period within the year and fiscal year.
with told as (
    select
        r.organisation,
        r.edition_basis,
        r.fiscal_year as report_year,
        p.period_in_year,
        coalesce(f.indicator_key, f.subject) as subject_key,
        coalesce(f.scope, '') as scope_name,
        f.*
    from fact_ranking as f
    inner join current_report as r on f.document_key = r.document_key
    inner join dim_period as p on f.period_key = p.period_key
    where p.period_in_year is not null
),

own as (
    select *
    from told
    where fiscal_year = report_year
    qualify
        row_number() over (
            partition by organisation_id, subject_key, scope_name, period_in_year, fiscal_year
            order by rank_best is not null desc, reading_ordinal asc, document_key asc, fact_key asc
        ) = 1
),

-- Last year's place as this year's report tells it (由第五名升至第三名).
retold as (
    select *
    from told
    where fiscal_year = report_year - 1 and rank_best is not null
    qualify
        row_number() over (
            partition by organisation_id, subject_key, scope_name, period_in_year, fiscal_year
            order by reading_ordinal, document_key, fact_key
        ) = 1
),

compared as (
    select
        o.*,
        last_year.rank_best as reported_rank_best,
        coalesce(last_year.rank_best, o.prior_rank_best, retold.rank_best) as previous_rank_best
    from own as o
    left join own as last_year
        on
            o.organisation_id = last_year.organisation_id
            and o.subject_key = last_year.subject_key
            and o.scope_name = last_year.scope_name
            and o.period_in_year = last_year.period_in_year
            and o.fiscal_year = last_year.fiscal_year + 1
    left join retold
        on
            o.organisation_id = retold.organisation_id
            and o.subject_key = retold.subject_key
            and o.scope_name = retold.scope_name
            and o.period_in_year = retold.period_in_year
            and o.fiscal_year = retold.fiscal_year + 1
)

select
    organisation_id,
    organisation,
    subject,
    scope,
    period_in_year,
    fiscal_year,
    rank_best,
    rank_worst,
    rank_kind,
    previous_rank_best,
    previous_rank_best - rank_best as places_gained,
    case
        when reported_rank_best is not null then 'reported'
        when previous_rank_best is not null then 'implied'
    end as previous_source,
    edition_basis = 'none' as is_edition_doubtful,
    fact_key,
    document_key
from compared;
