-- Grain: one row per current report of a touched organisation: what the yearly tables are made anew from.
select
    r.document_key,
    r.organisation_id,
    r.organisation,
    r.fiscal_year,
    r.edition_basis
from current_report as r
semi join touched_organisation as t on r.organisation_id = t.organisation_id;
