-- Grain: one row per measure of a current report that last year's report of the same body had promised in the same words.
-- The same words: equal but for list marks, punctuation and years, or but for one character in ten with the same numbers,
-- or a first clause of twelve characters and more that is equal.
with item as (
    select
        r.organisation_id,
        r.fiscal_year,
        f.document_key,
        f.ordinal,
        f.title,
        regexp_replace(
            regexp_replace(f.text, '^[（(]?[0-9一二三四五六七八九十]+(是|[)）、.．])', ''), '(19|20)[0-9]{2}年度?', '', 'g'
        ) as said,
        {
            'document_key': m.document_key, 'quote': m.quote, 'quote_start': m.quote_start, 'quote_end': m.quote_end,
            'page': m.page
        } as place
    from fact_commitment as f
    inner join current_report as r on f.document_key = r.document_key
    inner join mention as m on f.fact_key = m.fact_key and m.fact_table = 'commitment'
    where f.kind = 'measure'
    qualify row_number() over (partition by f.fact_key order by m.quote_start, m.evidence_key) = 1
),

promise as (
    select
        *,
        regexp_replace(said, '[^\p{Han}A-Za-z0-9]', '', 'g') as words,
        regexp_replace(regexp_extract(said, '^[^，,；;。]*'), '[^\p{Han}A-Za-z0-9]', '', 'g') as first_clause
    from item
)

select
    this.document_key,
    'warning' as severity,
    concat(
        '改进措施“', this.title, '”与', earlier.fiscal_year, '年度报告提出的措施',
        case
            when this.words = earlier.words then '逐字相同'
            when this.first_clause = earlier.first_clause then '开头相同'
            else '基本相同'
        end,
        '，未说明上年措施的落实进展。'
    ) as message,
    concat(earlier.fiscal_year, '年第', earlier.ordinal, '项 = ', this.fiscal_year, '年第', this.ordinal, '项') as computation,
    '请说明该项措施上年的落实情况、未完成的原因和完成时限。' as question,
    [this.place, earlier.place] as quotes
from promise as this
inner join promise as earlier on this.organisation_id = earlier.organisation_id and this.fiscal_year = earlier.fiscal_year + 1
where
    length(this.words) >= 8
    and (
        this.words = earlier.words
        or (length(this.first_clause) >= 12 and this.first_clause = earlier.first_clause)
        or (
            length(this.words) >= 15
            and abs(length(this.words) - length(earlier.words)) <= 3
            and regexp_extract_all(this.words, '[0-9]+') = regexp_extract_all(earlier.words, '[0-9]+')
            and levenshtein(this.words, earlier.words) <= 0.1 * strlen(this.words)
        )
    )
qualify
    row_number() over (
        partition by this.document_key, this.words
        order by levenshtein(this.words, earlier.words), earlier.document_key, this.ordinal, earlier.ordinal
    ) = 1;
