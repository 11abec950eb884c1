-- Grain: one row per document and finding in it.
create or replace view finding as
select
    f.finding_key,
    f.document_key,
    d.file_name,
    f.organisation_id,
    o.organisation,
    f.fiscal_year,
    f.rule,
    f.severity,
    f.message,
    f.computation,
    f.question,
    f.quotes,
    f.is_cross_document,
    d.is_current,
    coalesce(w.finding_key is not null, false) as is_waived
from raised_finding as f
inner join dim_document as d on f.document_key = d.document_key
left join dim_organisation as o on f.organisation_id = o.organisation_id and o.is_current
left join waiver as w
    on f.finding_key = w.finding_key and (w.valid_until is null or w.valid_until >= current_date);
