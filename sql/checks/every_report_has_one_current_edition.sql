-- Grain: one row per report with no or several current editions; holds where there is none.
select
    edition_group,
    count(*) as edition_count,
    count(*) filter (where is_current) as current_count
from dim_document
group by edition_group
having count(*) filter (where is_current) <> 1
order by edition_group;
