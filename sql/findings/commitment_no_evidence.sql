-- Grain: one row per measure that last year's report promised and this year's current report says nothing of.
-- The view yearly_commitment finds no sentence that tells it as done and no item that repeats it; here, besides, no
-- sentence of the report may share even two fifths of the pairs of characters of its title.
with promise as (
    select
        v.organisation_id,
        v.fiscal_year,
        v.document_key,
        v.title,
        d.report_type,
        list_distinct(
            list_transform(
                generate_series(1, length(regexp_replace(v.title, '[^\p{Han}A-Za-z0-9]', '', 'g')) - 1),
                lambda i: substr(regexp_replace(v.title, '[^\p{Han}A-Za-z0-9]', '', 'g'), i, 2) -- noqa: RF02
            )
        ) as pairs,
        {
            'document_key': m.document_key, 'quote': m.quote, 'quote_start': m.quote_start, 'quote_end': m.quote_end,
            'page': m.page
        } as place
    from yearly_commitment as v
    inner join dim_document as d on v.document_key = d.document_key
    inner join mention as m on v.fact_key = m.fact_key and m.fact_table = 'commitment'
    where v.kind = 'measure' and v.next_year_status = 'no_evidence'
    qualify row_number() over (partition by v.fact_key order by m.quote_start, m.evidence_key) = 1
),

-- Next year's report of the same type; where there are several (one per project) nobody can say which should answer.
answer as (
    select
        r.organisation_id,
        r.fiscal_year,
        r.report_type,
        any_value(r.document_key) as document_key,
        any_value(regexp_split_to_array(d.text, '[。；！？\r\n]+')) as sentences
    from current_report as r
    inner join dim_document as d on r.document_key = d.document_key
    group by r.organisation_id, r.fiscal_year, r.report_type
    having count(*) = 1
)

select
    a.document_key,
    'note' as severity,
    concat(p.fiscal_year, '年度报告提出的改进措施“', p.title, '”，本年报告未见落实情况的说明。') as message,
    '' as computation,
    '请补充说明该项措施的落实情况。' as question,
    [p.place] as quotes
from promise as p
inner join answer as a
    on p.organisation_id = a.organisation_id and p.fiscal_year + 1 = a.fiscal_year and p.report_type = a.report_type
where
    len(p.pairs) >= 4
    and not list_bool_or(
        list_transform(
            a.sentences, lambda words: len(list_filter(p.pairs, lambda pair: contains(words, pair))) >= 0.4 * len(p.pairs) -- noqa: RF02
        )
    );
