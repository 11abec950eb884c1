-- Grain: one row per numeral that no rule read: the queue for whoever improves the rules or corrects a reading.
create or replace view unclaimed_numeral as
select
    n.document_key,
    d.file_name,
    n.numeral_text,
    n.numeral_start,
    n.numeral_end,
    substr(d.text, greatest(n.numeral_start - 30, 0) + 1, n.numeral_end - n.numeral_start + 60) as context
from numeral as n
inner join dim_document as d on n.document_key = d.document_key
where n.kind = 'unclaimed';
