-- Grain: one row per organisation and version of its name, put together from what all loaded reports say of it.
insert into dim_organisation by name
with version as (
    select
        organisation_id,
        organisation,
        list_sort(list_distinct(flatten(list(aliases)))) as aliases,
        min(organisation_type) as organisation_type,
        max(region_code) as region_code,
        max(region) as region,
        min(valid_from) as valid_from,
        max(valid_to) as valid_to
    from organisation_seen
    group by organisation_id, organisation
)

select
    *,
    row_number() over (
        partition by organisation_id
        order by valid_to desc nulls first, valid_from desc nulls last, organisation asc
    ) = 1 as is_current
from version;
