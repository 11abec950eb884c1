-- Grain: one row per mention: a fact told three times has three rows.
create or replace view evidence as
select
    m.evidence_key,
    m.document_key,
    d.file_name,
    d.organisation_id,
    o.organisation,
    p.fiscal_year,
    p.period,
    m.fact_table,
    m.fact_key,
    m.role,
    m.name,
    m.number_text,
    m.value,
    m.unit,
    m.value_base,
    m.base_unit,
    m.decimals,
    m.qualifier,
    m.reading,
    m.original_value,
    m.quote,
    m.quote_start,
    m.quote_end,
    m.number_start,
    m.number_end,
    m.section_path,
    m.page,
    m.table_number,
    m.row_number,
    m.column_number,
    m.rule,
    m.anchor_key
from mention as m
inner join dim_document as d on m.document_key = d.document_key
inner join dim_period as p on m.period_key = p.period_key
left join dim_organisation as o on d.organisation_id = o.organisation_id and o.is_current;
