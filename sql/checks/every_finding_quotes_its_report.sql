-- Grain: one row per quote of a finding that is not in the text at its place; holds where there is none.
with quoted as (
    select
        finding_key,
        document_key as about,
        unnest(quotes) as place
    from raised_finding
)

select
    q.finding_key,
    q.about as document_key,
    q.place.quote as quote_told,
    substr(d.text, q.place.quote_start + 1, q.place.quote_end - q.place.quote_start) as text_there
from quoted as q
left join dim_document as d on q.place.document_key = d.document_key
where substr(d.text, q.place.quote_start + 1, q.place.quote_end - q.place.quote_start) is distinct from q.place.quote
order by q.finding_key;
