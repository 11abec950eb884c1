-- Grain: one row per organisation, measure and fiscal year that at least two organisations of one type tell.
-- Percentile: the share of the other peers below it, in percent (0: the lowest, 100: the highest); ties count as not below.
create or replace view peer_comparison as
with measured as (
    select
        organisation_id,
        fiscal_year,
        '预算执行率' as measure,
        '%' as base_unit,
        cast(coalesce(execution_rate_reported_pct, execution_rate_computed_pct) as double) as figure,
        fact_key,
        document_key
    from yearly_budget
    where scope = 'overall' and project = '' and period = cast(fiscal_year as varchar)
    union all by name
    select
        organisation_id,
        fiscal_year,
        indicator as measure,
        base_unit,
        cast(value_base as double) as figure,
        fact_key,
        document_key
    from yearly_indicator
    where project = '' and period_in_year = 'year'
),

placed as (
    select
        m.*,
        o.organisation,
        o.organisation_type,
        count(*) over peers as peer_count,
        percent_rank() over (
            partition by o.organisation_type, m.measure, m.base_unit, m.fiscal_year
            order by m.figure
        ) as below,
        median(m.figure) over peers as peer_median,
        min(m.figure) over peers as peer_lowest,
        max(m.figure) over peers as peer_highest
    from measured as m
    inner join dim_organisation as o on m.organisation_id = o.organisation_id and o.is_current
    where m.figure is not null and o.organisation_type is not null
    window peers as (partition by o.organisation_type, m.measure, m.base_unit, m.fiscal_year)
)

select
    organisation_id,
    organisation,
    organisation_type,
    fiscal_year,
    measure,
    base_unit,
    figure,
    peer_count,
    round(below * 100, 2) as percentile,
    peer_median,
    peer_lowest,
    peer_highest,
    fact_key,
    document_key
from placed
where peer_count >= 2;
