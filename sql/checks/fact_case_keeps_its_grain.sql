-- Grain: one row per fact_case row told more than once at its grain; holds where there is none.
select
    document_key,
    project,
    case_type_key,
    unit,
    period_key,
    reading_ordinal,
    count(*) as row_count
from fact_case
group by document_key, project, case_type_key, unit, period_key, reading_ordinal
having count(*) > 1
order by document_key, project, case_type_key, unit, period_key, reading_ordinal;
