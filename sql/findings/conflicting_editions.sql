-- Grain: one row per report of which several editions tell different figures and nothing says which came last.
-- The finding stands at the edition that the views use for this. One report in two formats tells the same and is no conflict.
with edition as (
    select
        d.document_key,
        d.edition_group,
        d.file_name,
        d.is_current,
        m.evidence_key,
        concat_ws('/', m.fact_table, m.role, m.name, m.period_key) as thing,
        m.name as caption,
        m.value_base,
        concat(m.number_text, m.unit) as told,
        m.quote_start,
        {
            'document_key': m.document_key, 'quote': m.quote, 'quote_start': m.quote_start, 'quote_end': m.quote_end,
            'page': m.page
        } as place
    from dim_document as d
    inner join mention as m on d.document_key = m.document_key
    where d.edition_basis = 'none' and m.value_base is not null
),

-- A thing that both editions tell, with no value in common.
differing as (
    select
        this.document_key,
        this.edition_group,
        this.thing,
        any_value(this.caption order by this.quote_start) as caption,
        any_value(this.told order by this.quote_start) as told,
        any_value(other.told order by other.file_name, other.quote_start) as told_there,
        any_value(this.place order by this.quote_start) as place,
        any_value(other.place order by other.file_name, other.quote_start) as place_there,
        min(this.quote_start) as first_start
    from edition as this
    inner join edition as other
        on this.edition_group = other.edition_group and this.thing = other.thing and this.document_key <> other.document_key
    where this.is_current
    group by this.document_key, this.edition_group, this.thing, other.document_key
    having not bool_or(this.value_base = other.value_base)
),

ordered as (
    select
        *,
        row_number() over (partition by document_key order by first_start, thing, place_there) as number
    from differing
),

versions as (
    select
        edition_group,
        count(*) as editions,
        string_agg(file_name, '、' order by file_name) as files,
        any_value(file_name) filter (where is_current) as used
    from dim_document
    where edition_basis = 'none'
    group by edition_group
)

select
    o.document_key,
    'warning' as severity,
    concat(
        '同一报告有', any_value(versions.editions), '个内容不同的版本（', any_value(versions.files),
        '），日期和版本标记都不能区分先后，', count(*), '项数据不一致；目前暂用“', any_value(versions.used), '”。'
    ) as message,
    string_agg(concat(o.caption, '：', o.told, ' ≠ ', o.told_there), '；' order by o.number) filter (where o.number <= 5)
        as computation,
    '请确认以哪一版为准，并在 manifest.csv 中填写 published_on。' as question,
    flatten(list([o.place, o.place_there] order by o.number) filter (where o.number <= 5)) as quotes
from ordered as o
inner join versions on o.edition_group = versions.edition_group
group by o.document_key;
