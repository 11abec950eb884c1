-- Grain: one row per discovered indicator whose most frequent base unit is another one now: it can only be one that a document
-- tells that came, or one that is not as it was settled.
with told as (
    select f.indicator_key
    from fact_indicator as f
    semi join came_document as c on f.document_key = c.document_key
    union distinct
    select u.member_key as indicator_key
    from unsettled_member as u
    where u.dimension = 'dim_indicator'
),

frequent as (
    select
        f.indicator_key,
        f.base_unit
    from fact_indicator as f
    semi join told as t on f.indicator_key = t.indicator_key
    where f.base_unit <> ''
    group by f.indicator_key, f.base_unit
    qualify row_number() over (partition by f.indicator_key order by count(*) desc, f.base_unit asc) = 1
)

update dim_indicator
set base_unit = frequent.base_unit
from frequent
where
    dim_indicator.indicator_key = frequent.indicator_key
    and dim_indicator.is_discovered
    and dim_indicator.base_unit is distinct from frequent.base_unit;
