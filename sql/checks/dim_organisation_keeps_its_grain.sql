-- Grain: one row per dim_organisation row told more than once at its grain; holds where there is none.
select
    organisation_id,
    organisation,
    count(*) as row_count
from dim_organisation
group by organisation_id, organisation
having count(*) > 1
order by organisation_id, organisation;
