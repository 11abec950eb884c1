-- Grain: one row per mention whose quote or number is not in the text at its place; holds where there is none.
select
    m.evidence_key,
    m.document_key,
    m.quote,
    substr(d.text, m.quote_start + 1, m.quote_end - m.quote_start) as text_there,
    m.number_text,
    substr(d.text, m.number_start + 1, m.number_end - m.number_start) as number_there
from mention as m
inner join dim_document as d on m.document_key = d.document_key
where
    substr(d.text, m.quote_start + 1, m.quote_end - m.quote_start) is distinct from m.quote
    or substr(d.text, m.number_start + 1, m.number_end - m.number_start) is distinct from m.number_text
order by m.evidence_key;
