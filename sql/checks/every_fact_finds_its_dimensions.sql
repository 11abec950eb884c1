-- Grain: one row per fact without its document, organisation or period; holds where there is none.
select
    f.fact_table,
    f.fact_key,
    d.document_key is null as lacks_document,
    f.organisation_id is not null and o.organisation_id is null as lacks_organisation,
    p.period_key is null as lacks_period
from fact as f
left join dim_document as d on f.document_key = d.document_key
left join dim_organisation as o on f.organisation_id = o.organisation_id and o.is_current
left join dim_period as p on f.period_key = p.period_key
where
    d.document_key is null
    or p.period_key is null
    or (f.organisation_id is not null and o.organisation_id is null)
order by f.fact_key;
