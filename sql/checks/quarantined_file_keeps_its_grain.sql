-- Grain: one row per quarantined_file row told more than once at its grain; holds where there is none.
select
    file_name,
    count(*) as row_count
from quarantined_file
group by file_name
having count(*) > 1
order by file_name;
