-- Grain: one row per current report of a touched organisation: what the definitions of the yearly tables read in place of the view.
select
    r.document_key,
    r.organisation_id,
    r.organisation,
    r.fiscal_year,
    r.edition_basis
from main.current_report as r
semi join touched_organisation as t on r.organisation_id = t.organisation_id;
