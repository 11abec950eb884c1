-- Grain: one row per document whose place among the editions of its report, or whose first path, is another one now.
-- Editions are ordered by the manifest's date, else the date under the text, else the mark of revision in name or title;
-- the key comes last, so that the order of loading never counts. edition_basis says what decided (none: nothing did).
with unsettled as (
    select c.edition_group from came_document as c
    union distinct
    select w.edition_group from went_document as w
),

placed as (
    select
        d.document_key,
        row_number() over edition_order as edition,
        row_number() over edition_order = count(*) over report as is_current,
        case
            when count(*) over report = 1 then 'single'
            when count(distinct d.published_on) over report = count(*) over report then 'manifest'
            when count(distinct coalesce(d.published_on, d.dated_on)) over report = count(*) over report then 'date'
            when
                count(distinct concat_ws('/', coalesce(d.published_on, d.dated_on), d.edition_mark)) over report
                = count(*) over report
                then 'mark'
            else 'none'
        end as edition_basis
    from dim_document as d
    semi join unsettled as u on d.edition_group = u.edition_group
    window
        report as (partition by d.edition_group),
        edition_order as (
            partition by d.edition_group
            order by coalesce(d.published_on, d.dated_on) nulls first, d.edition_mark, d.document_key
        )
)

update dim_document
set
    edition = placed.edition,
    is_current = placed.is_current,
    edition_basis = placed.edition_basis
from placed
where
    dim_document.document_key = placed.document_key
    and (
        dim_document.edition is distinct from placed.edition
        or dim_document.is_current is distinct from placed.is_current
        or dim_document.edition_basis is distinct from placed.edition_basis
    );

with first_path as (
    select
        document_key,
        min(file_name) as file_name
    from source_file
    group by document_key
)

update dim_document
set file_name = first_path.file_name
from first_path
where dim_document.document_key = first_path.document_key and dim_document.file_name <> first_path.file_name;
