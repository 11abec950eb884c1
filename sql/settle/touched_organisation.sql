-- Grain: one row per organisation whose yearly rows may be others now: a document of it is another one, or a member that it tells.
with changed as (
    select s.member_key
    from settled_member as s
    inner join present_member as p on s.dimension = p.dimension and s.member_key = p.member_key
    where s.told <> p.told
),

touched as (
    select organisation_id from different_document
    union all
    select f.organisation_id
    from fact_indicator as f
    semi join changed as c on f.indicator_key = c.member_key
    union all
    select f.organisation_id
    from fact_case as f
    semi join changed as c on f.case_type_key = c.member_key
    union all
    select f.organisation_id
    from fact as f
    semi join changed as c on f.period_key = c.member_key
)

select distinct organisation_id
from touched
where organisation_id is not null;
