-- Grain: one row per organisation, fiscal year and item of the problems or measures in its report.
-- An item is followed into next year's report clause by clause: a clause (without years and figures) is told again where a
-- text has four fifths of its pairs of characters in an item of the same kind (repeated), or where a sentence outside the
-- items has three fifths of them and its last pair, which is its head noun, and does not deny it (kept).
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
        regexp_replace(f.text, '[^\p{Han}A-Za-z0-9]', '', 'g') as bare_text,
        regexp_split_to_array(coalesce(nullif(f.title, ''), f.text), '[，,；;。：:、]') as clauses
    from fact_commitment as f
    inner join current_report as r on f.document_key = r.document_key
),

answered as (
    select distinct
        asked.organisation_id,
        asked.fiscal_year
    from current_report as asked
    inner join current_report as later
        on
            asked.organisation_id = later.organisation_id
            and asked.fiscal_year + 1 = later.fiscal_year
),

clause as (
    select
        i.fact_key,
        i.organisation_id,
        i.report_year,
        i.kind,
        generate_subscripts(i.clauses, 1) as place,
        regexp_replace(
            regexp_replace(
                unnest(i.clauses),
                '^.{0,4}?(19|20)[0-9]{2} ?年(度|底前?|内|上半年|下半年|起)?|(不少于|不低于|不超过|达到|提高到|控制在|至少|约)? ?[0-9].*$', '', 'g'
            ),
            '[^\p{Han}A-Za-z]', '', 'g'
        ) as words
    from item as i
    inner join answered as a
        on i.organisation_id = a.organisation_id and i.report_year = a.fiscal_year
),

-- Of a longer clause the first two characters are a verb, which next year's report may well change (建立 → 建成).
paired as (
    select
        *,
        right(words, 2) as head,
        list_distinct(list_transform(generate_series(1, length(words) - 1), lambda i: substr(words, i, 2))) as pairs,
        list_distinct(
            list_transform(generate_series(if(length(words) > 6, 3, 1), length(words) - 1), lambda i: substr(words, i, 2))
        ) as noun_pairs
    from clause
    where length(words) >= 4
),

repeated as (
    select
        p.fact_key,
        later.text as wording
    from paired as p
    inner join item as later
        on
            p.organisation_id = later.organisation_id
            and p.report_year + 1 = later.report_year
            and p.kind = later.kind
    where len(list_filter(p.pairs, lambda pair: contains(later.bare_text, pair))) >= 0.8 * len(p.pairs)  -- noqa: RF02
    qualify row_number() over (partition by p.fact_key order by p.place, later.document_key, later.ordinal, later.fact_key) = 1
),

sentence as (
    select
        r.organisation_id,
        r.fiscal_year,
        r.document_key,
        trim(unnest(regexp_split_to_array(d.text, '[。；！？\r\n]+'))) as wording
    from current_report as r
    inner join dim_document as d on r.document_key = d.document_key
    inner join answered as a
        on r.organisation_id = a.organisation_id and r.fiscal_year = a.fiscal_year + 1
),

telling as (
    select
        s.*,
        regexp_replace(s.wording, '[^\p{Han}A-Za-z0-9]', '', 'g') as words
    from sentence as s
    where
        length(s.wording) >= 4
        and not regexp_matches(s.wording, '尚未|未能|没有|仍然|仍存在|不足|不够|不高|不彻底|有待|滞后|下一步|下步|拟于|力争|争取')
),

kept as (
    select
        p.fact_key,
        t.wording
    from paired as p
    inner join telling as t
        on
            p.organisation_id = t.organisation_id
            and p.report_year + 1 = t.fiscal_year
            and contains(t.words, p.head)
    where
        len(list_filter(p.noun_pairs, lambda pair: contains(t.words, pair))) >= 0.6 * len(p.noun_pairs)  -- noqa: RF02
        and not exists (
            select 1
            from item
            where t.document_key = item.document_key and contains(item.bare_text, t.words)
        )
    qualify
        row_number() over (
            partition by p.fact_key
            order by
                len(list_filter(p.pairs, lambda pair: contains(t.words, pair))) desc,  -- noqa: RF02
                p.place asc,
                length(t.wording) asc,
                t.wording asc
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
    coalesce(repeated.wording, kept.wording) as next_year_quote,
    i.edition_basis = 'none' as is_edition_doubtful,
    i.fact_key,
    i.document_key
from item as i
left join answered as a
    on i.organisation_id = a.organisation_id and i.report_year = a.fiscal_year
left join repeated on i.fact_key = repeated.fact_key
left join kept on i.fact_key = kept.fact_key;
