-- Grain: one row per yearly figure that has a previous one other than nought; place 1 is the year's biggest change in percent.
create or replace view biggest_mover as
with told as (
    select
        organisation_id,
        organisation,
        fiscal_year,
        'budget' as kind,
        case when scope = 'overall' then '全年预算数' else concat(project, ' 全年预算数') end as measure,
        'year' as period_in_year,
        '元' as unit,
        cast(annual_budget_yuan as double) as figure,
        cast(previous_annual_budget_yuan as double) as previous_figure,
        previous_source,
        is_edition_doubtful,
        fact_key,
        document_key
    from yearly_budget
    where period = cast(fiscal_year as varchar)
    union all by name
    select
        organisation_id,
        organisation,
        fiscal_year,
        'indicator' as kind,
        concat_ws(' ', nullif(project, ''), indicator) as measure,
        period_in_year,
        base_unit as unit,
        cast(value_base as double) as figure,
        cast(previous_value_base as double) as previous_figure,
        previous_source,
        is_edition_doubtful,
        fact_key,
        document_key
    from yearly_indicator
    union all by name
    select
        organisation_id,
        organisation,
        fiscal_year,
        'case' as kind,
        concat_ws(' ', nullif(project, ''), case_type) as measure,
        period_in_year,
        unit,
        cast(case_count as double) as figure,
        cast(previous_case_count as double) as previous_figure,
        previous_source,
        is_edition_doubtful,
        fact_key,
        document_key
    from yearly_case
)

select
    organisation_id,
    organisation,
    fiscal_year,
    kind,
    measure,
    period_in_year,
    unit,
    figure,
    previous_figure,
    figure - previous_figure as change_base,
    round((figure - previous_figure) * 100 / abs(previous_figure), 4) as change_pct,
    row_number() over (
        partition by fiscal_year
        order by abs((figure - previous_figure) / previous_figure) desc, fact_key asc
    ) as place,
    previous_source,
    is_edition_doubtful,
    fact_key,
    document_key
from told
where figure is not null and previous_figure <> 0;
