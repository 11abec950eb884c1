-- Grain: one row per organisation and version of its name, put together anew from what all its loaded reports say of it.
delete from dim_organisation
where organisation_id in (select organisation_id from unsettled_organisation);

insert into dim_organisation by name
with version as (
    select
        s.organisation_id,
        s.organisation,
        list_sort(list_distinct(flatten(list(s.aliases)))) as aliases,
        min(s.organisation_type) as organisation_type,
        max(s.region_code) as region_code,
        max(s.region) as region,
        min(s.valid_from) as valid_from,
        max(s.valid_to) as valid_to
    from organisation_seen as s
    semi join unsettled_organisation as u on s.organisation_id = u.organisation_id
    group by s.organisation_id, s.organisation
)

select
    *,
    row_number() over (
        partition by organisation_id
        order by valid_to desc nulls first, valid_from desc nulls last, organisation asc
    ) = 1 as is_current
from version;
