-- Grain: one row per fact_ranking row told more than once at its grain; holds where there is none.
select
    document_key,
    subject,
    scope,
    period_key,
    reading_ordinal,
    count(*) as row_count
from fact_ranking
group by document_key, subject, scope, period_key, reading_ordinal
having count(*) > 1
order by document_key, subject, scope, period_key, reading_ordinal;
