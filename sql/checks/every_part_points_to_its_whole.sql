-- Grain: one row per part whose whole is not a fact of the same document; holds where there is none.
select
    f.fact_key,
    f.part_of_fact_key
from fact_indicator as f
where
    f.part_of_fact_key is not null
    and not exists (
        select 1
        from mention as m
        where m.fact_key = f.part_of_fact_key and m.document_key = f.document_key
    )
order by f.fact_key;
