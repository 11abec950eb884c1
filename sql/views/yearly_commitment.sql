-- Grain: one row per organisation, fiscal year and item of the problems or measures in its report.
-- A promise is compared with next year's report by the share of its title's character pairs that a text there has:
-- the same kind of item says it again (repeated), a sentence outside the items tells it as done (kept), or neither.
create or replace view yearly_commitment as
with item as (
    select
        r.organisation_id,
        r.organisation,
        r.edition_basis,
        r.fiscal_year as report_year,
        f.fact_key,
        f.document_key,
        f.kind,
        f.ordinal,
        f.title,
        f.text,
        regexp_replace(f.title, '[^\p{Han}A-Za-z0-9]', '', 'g') as bare_title,
        regexp_replace(f.text, '[^\p{Han}A-Za-z0-9]', '', 'g') as bare_text
    from fact_commitment as f
    inner join current_report as r on f.document_key = r.document_key
),

paired as (
    select
        *,
        list_distinct(list_transform(generate_series(1, length(bare_title) - 1), lambda i: substr(bare_title, i, 2))) as pairs,
        list_distinct(list_transform(generate_series(1, length(bare_text) - 1), lambda i: substr(bare_text, i, 2))) as text_pairs
    from item
),

answered as (
    select distinct
        promise.organisation_id,
        promise.fiscal_year
    from current_report as promise
    inner join current_report as later
        on promise.organisation_id = later.organisation_id and promise.fiscal_year + 1 = later.fiscal_year
),

repeated as (
    select
        promise.fact_key,
        later.text as wording
    from paired as promise
    inner join paired as later
        on
            promise.organisation_id = later.organisation_id
            and promise.report_year + 1 = later.report_year
            and promise.kind = later.kind
    where
        len(promise.pairs) > 0
        and len(list_intersect(promise.pairs, later.text_pairs)) >= 0.6 * len(promise.pairs)
    qualify
        row_number() over (
            partition by promise.fact_key
            order by len(list_intersect(promise.pairs, later.text_pairs)) desc, later.document_key asc, later.ordinal asc
        ) = 1
),

-- Sentences of next year's report that tell something as done.
told_as_done as (
    select
        r.organisation_id,
        r.fiscal_year,
        r.document_key,
        unnest(regexp_split_to_array(d.text, '[。；！？\r\n]+')) as sentence
    from current_report as r
    inner join dim_document as d on r.document_key = d.document_key
    inner join answered as a on r.organisation_id = a.organisation_id and r.fiscal_year = a.fiscal_year + 1
),

kept as (
    select
        promise.fact_key,
        trim(later.sentence) as wording
    from paired as promise
    inner join told_as_done as later
        on promise.organisation_id = later.organisation_id and promise.report_year + 1 = later.fiscal_year
    where
        len(promise.pairs) > 0
        and regexp_matches(
            later.sentence, '已|完成|建成|建立|落实|出台|印发|修订|制定|实现|开展|组织|投入使用|上线|到位|解决|消除|提升至|提高到|全部|推行|实行|启用'
        )
        and not exists (
            select 1
            from item
            where
                later.document_key = item.document_key
                and item.bare_text like concat('%', regexp_replace(later.sentence, '[^\p{Han}A-Za-z0-9]', '', 'g'), '%')
        )
        and len(list_filter(promise.pairs, lambda pair: contains(later.sentence, pair))) >= 0.6 * len(promise.pairs)  -- noqa: RF02
    qualify
        row_number() over (
            partition by promise.fact_key
            order by
                len(list_filter(promise.pairs, lambda pair: contains(later.sentence, pair))) desc,  -- noqa: RF02
                length(later.sentence) asc,
                later.sentence asc
        ) = 1
)

select
    i.organisation_id,
    i.organisation,
    i.report_year as fiscal_year,
    i.kind,
    i.ordinal,
    i.title,
    case
        when a.fiscal_year is null then 'not_yet_due'
        when repeated.fact_key is not null then 'repeated'
        when kept.fact_key is not null then 'kept'
        else 'no_evidence'
    end as next_year_status,
    case when a.fiscal_year is not null then coalesce(repeated.wording, kept.wording) end as next_year_quote,
    i.edition_basis = 'none' as is_edition_doubtful,
    i.fact_key,
    i.document_key
from item as i
left join answered as a on i.organisation_id = a.organisation_id and i.report_year = a.fiscal_year
left join repeated on i.fact_key = repeated.fact_key
left join kept on i.fact_key = kept.fact_key;
