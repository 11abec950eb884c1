-- Grain: one row per organisation with no or several current names; holds where there is none.
select
    organisation_id,
    count(*) as version_count,
    count(*) filter (where is_current) as current_count
from dim_organisation
group by organisation_id
having count(*) filter (where is_current) <> 1
order by organisation_id;
