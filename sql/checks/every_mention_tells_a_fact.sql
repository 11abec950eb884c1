-- Grain: one row per mention whose fact is not in its table; holds where there is none.
select
    m.evidence_key,
    m.document_key,
    m.fact_table,
    m.fact_key,
    m.quote
from mention as m
where
    not exists (
        select 1
        from fact as f
        where m.fact_key = f.fact_key and m.fact_table = f.fact_table and m.document_key = f.document_key
    )
order by m.evidence_key;
