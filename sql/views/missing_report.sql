-- Grain: one row per organisation and fiscal year of which a report is expected and not there.
-- Expected are the years of the register (up to the newest year that anybody reports on), and those between two reports.
create or replace view missing_report as
with newest as (
    select max(fiscal_year) as fiscal_year
    from current_report
),

named as (
    select distinct
        organisation_id,
        organisation
    from dim_organisation
),

registered as (
    select
        e.organisation,
        n.organisation_id,
        unnest(range(e.expected_from, coalesce(e.expected_to, newest.fiscal_year, e.expected_from) + 1)) as fiscal_year,
        'register' as expected_because
    from expected_organisation as e
    cross join newest
    left join named as n on e.organisation = n.organisation
),

reporting as (
    select
        organisation_id,
        any_value(organisation) as organisation,
        min(fiscal_year) as first_year,
        max(fiscal_year) as last_year
    from current_report
    group by organisation_id
),

expected as (
    select
        organisation,
        organisation_id,
        fiscal_year,
        expected_because
    from registered
    union all by name
    select
        organisation,
        organisation_id,
        unnest(range(first_year, last_year + 1)) as fiscal_year,
        'gap' as expected_because
    from reporting
)

select
    e.organisation_id,
    e.organisation,
    cast(e.fiscal_year as integer) as fiscal_year,
    e.expected_because,
    (
        select max(r.fiscal_year)
        from current_report as r
        where r.organisation_id = e.organisation_id and r.fiscal_year < e.fiscal_year
    ) as last_reported_year
from expected as e
left join current_report as there on e.organisation_id = there.organisation_id and e.fiscal_year = there.fiscal_year
where there.document_key is null
qualify
    row_number() over (
        partition by coalesce(e.organisation_id, e.organisation), e.fiscal_year
        order by e.expected_because desc, e.organisation asc
    ) = 1;
