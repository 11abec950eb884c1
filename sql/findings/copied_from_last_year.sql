-- Grain: one row per current report that tells, word for word and number for number, what last year's told.
-- Counted are sentences of at least twenty characters with two numbers that were read as facts of the year. What a body is
-- (its area, its posts) rarely changes: three such sentences, and a sixth of all of them, are needed for a finding.
with piece as (
    select
        r.document_key,
        r.organisation_id,
        r.fiscal_year,
        r.report_type,
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

telling as (
    select
        p.document_key,
        p.organisation_id,
        p.fiscal_year,
        p.report_type,
        p.words,
        min(p.sentence_start) as sentence_start,
        any_value(p.sentence order by p.sentence_start) as sentence,
        count(distinct m.number_start) as numbers,
        min(m.page) as page
    from placed as p
    inner join mention as m
        on
            p.document_key = m.document_key
            and p.sentence_start <= m.number_start
            and p.sentence_start + length(p.sentence) >= m.number_end
    inner join dim_period as t on m.period_key = t.period_key
    where length(p.words) >= 20 and t.fiscal_year = p.fiscal_year
    group by p.document_key, p.organisation_id, p.fiscal_year, p.report_type, p.words
    having count(distinct m.number_start) >= 2
),

total as (
    select
        document_key,
        count(*) as sentences
    from telling
    group by document_key
),

shared as (
    select
        this.*,
        earlier.fiscal_year as before_year,
        {
            'document_key': this.document_key,
            'quote': regexp_replace(this.sentence, '^[\s　]+', ''),
            'quote_start': this.sentence_start
            + cast(length(this.sentence) - length(regexp_replace(this.sentence, '^[\s　]+', '')) as integer),
            'quote_end': this.sentence_start + cast(length(this.sentence) as integer),
            'page': this.page
        } as place,
        {
            'document_key': earlier.document_key,
            'quote': regexp_replace(earlier.sentence, '^[\s　]+', ''),
            'quote_start': earlier.sentence_start
            + cast(length(earlier.sentence) - length(regexp_replace(earlier.sentence, '^[\s　]+', '')) as integer),
            'quote_end': earlier.sentence_start + cast(length(earlier.sentence) as integer),
            'page': earlier.page
        } as place_before
    from telling as this
    inner join telling as earlier
        on
            this.organisation_id = earlier.organisation_id
            and this.report_type = earlier.report_type
            and this.fiscal_year = earlier.fiscal_year + 1
            and this.words = earlier.words
    qualify row_number() over (partition by this.document_key, this.words order by earlier.document_key) = 1
)

select
    s.document_key,
    'warning' as severity,
    concat(
        '有', count(*), '句（含', cast(sum(s.numbers) as integer), '个数据）与', any_value(s.before_year),
        '年度报告逐字逐数相同，疑未更新。'
    ) as message,
    concat(
        '相同 ', count(*), ' 句 ÷ 含数据的 ', any_value(t.sentences), ' 句 = ',
        cast(round(100.0 * count(*) / any_value(t.sentences)) as integer), '%'
    ) as computation,
    '请核对所列数据是否为本年度数据。' as question,
    flatten(list([s.place, s.place_before] order by s.sentence_start)) as quotes
from shared as s
inner join total as t on s.document_key = t.document_key
group by s.document_key
having count(*) >= 3 and 6 * count(*) >= any_value(t.sentences);
