-- Grain: one row per current report and report of another body that it shares sentences with, word for word.
-- A sentence that three bodies share is boilerplate and does not count. Counted are shared sentences of at least twenty
-- characters: two of them with four numbers read as facts, or a third of the whole text. Of two reports the later one
-- (by date, else by year) is held for the copy; where nothing tells, both are named.
with piece as (
    select
        r.document_key,
        r.organisation_id,
        unnest(string_split_regex(d.text, '[。！？；\r\n]')) as sentence,
        generate_subscripts(string_split_regex(d.text, '[。！？；\r\n]'), 1) as ordinal
    from current_report as r
    inner join dim_document as d on r.document_key = d.document_key
),

placed as (
    select
        *,
        regexp_replace(sentence, '[\s　]+', '', 'g') as words,
        cast(
            coalesce(
                sum(length(sentence) + 1) over (
                    partition by document_key order by ordinal rows between unbounded preceding and 1 preceding
                ), 0
            ) as integer
        ) as sentence_start
    from piece
),

-- Sentences that just two bodies have, each where it first stands.
shareable as (
    select words
    from placed
    where length(words) >= 20
    group by words
    having count(distinct organisation_id) = 2
),

common as (
    select
        p.document_key,
        p.organisation_id,
        p.words,
        min(p.sentence_start) as sentence_start,
        any_value(p.sentence order by p.sentence_start) as sentence
    from placed as p
    inner join shareable as s on p.words = s.words
    group by p.document_key, p.organisation_id, p.words
),

telling as (
    select
        p.document_key,
        p.organisation_id,
        p.words,
        p.sentence_start,
        count(distinct m.number_start) as numbers,
        {
            'document_key': p.document_key,
            'quote': regexp_replace(p.sentence, '^[\s　]+', ''),
            'quote_start': p.sentence_start + cast(length(p.sentence) - length(regexp_replace(p.sentence, '^[\s　]+', '')) as integer),
            'quote_end': p.sentence_start + cast(length(p.sentence) as integer),
            'page': min(m.page)
        } as place
    from common as p
    left join mention as m
        on
            p.document_key = m.document_key
            and p.sentence_start <= m.number_start
            and p.sentence_start + length(p.sentence) >= m.number_end
    group by p.document_key, p.organisation_id, p.words, p.sentence_start, p.sentence
),

dated as (
    select
        r.document_key,
        r.organisation,
        r.fiscal_year,
        d.file_name,
        coalesce(d.published_on, d.dated_on) as dated_on,
        length(regexp_replace(d.text, '[\s　]+', '', 'g')) as characters
    from current_report as r
    inner join dim_document as d on r.document_key = d.document_key
),

shared as (
    select
        copied.document_key,
        origin.document_key as origin_key,
        count(*) as sentences,
        cast(sum(copied.numbers) as integer) as numbers,
        cast(sum(length(copied.words)) as integer) as characters,
        flatten(list([copied.place, origin.place] order by copied.sentence_start)) as quotes
    from telling as copied
    inner join telling as origin on copied.words = origin.words and copied.organisation_id <> origin.organisation_id
    group by copied.document_key, origin.document_key
)

select
    s.document_key,
    'warning' as severity,
    concat(
        '有', s.sentences, '句（含', s.numbers, '个数据）与', origin.organisation, origin.fiscal_year, '年度报告逐字相同，疑套用他单位材料。'
    ) as message,
    concat(
        '相同 ', s.characters, ' 字 ÷ 全文 ', copied.characters, ' 字 = ',
        cast(round(100.0 * s.characters / copied.characters) as integer), '%'
    ) as computation,
    '请核对所列内容和数据是否为本单位情况。' as question,
    s.quotes
from shared as s
inner join dated as copied on s.document_key = copied.document_key
inner join dated as origin on s.origin_key = origin.document_key
where
    ((s.sentences >= 2 and s.numbers >= 4) or 3 * s.characters >= copied.characters)
    and case
        when copied.dated_on <> origin.dated_on then copied.dated_on > origin.dated_on
        when copied.fiscal_year <> origin.fiscal_year then copied.fiscal_year > origin.fiscal_year
        else true
    end;
