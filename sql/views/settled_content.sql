-- Grain: one row per warehouse: that its yearly tables tell what is loaded; an error that says what to do where they do not.
create or replace view settled_content as
select
    case
        when value = 'settled' then true
        else error('the yearly tables do not tell yet what is loaded: run jixiao ingest again (or jixiao check), which puts them together')
    end as is_settled
from meta
where property = 'content';
