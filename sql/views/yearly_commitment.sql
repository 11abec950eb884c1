-- Grain: one row per organisation, fiscal year and item of the problems or measures in its report.
-- How they are made stands in sql/yearly/yearly_commitment.sql.
create or replace view yearly_commitment as
select
    s.organisation_id,
    s.organisation,
    s.fiscal_year,
    s.kind,
    s.ordinal,
    s.title,
    s.next_year_status,
    s.next_year_quote,
    s.is_edition_doubtful,
    s.fact_key,
    s.document_key
from stored_yearly_commitment as s
where (select c.is_settled from settled_content as c);
