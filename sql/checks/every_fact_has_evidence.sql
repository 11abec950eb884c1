-- Grain: one row per fact that no mention tells; holds where there is none.
select
    f.fact_table,
    f.fact_key,
    f.document_key
from fact as f
where
    not exists (
        select 1 from mention as m
        where m.fact_key = f.fact_key and m.fact_table = f.fact_table
    )
order by f.fact_key;
