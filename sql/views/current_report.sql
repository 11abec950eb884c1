-- Grain: one row per report in its current edition, of a known organisation and year: what the yearly views compare.
create or replace view current_report as
select
    d.document_key,
    d.organisation_id,
    o.organisation,
    o.region_code,
    d.fiscal_year,
    d.report_type,
    d.edition,
    d.edition_basis
from dim_document as d
inner join dim_organisation as o on d.organisation_id = o.organisation_id and o.is_current
where d.is_current and d.fiscal_year is not null;
