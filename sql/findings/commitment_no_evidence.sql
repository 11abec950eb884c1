-- Grain: one row per measure that last year's report promised and this year's current report says nothing of.
-- The view yearly_commitment finds no sentence that tells it as done and no item that repeats it. Here, besides, no
-- sentence may speak of it at all: none has even two fifths of the pairs of characters of one of its clauses, numbers
-- and marks left aside.
with promise as (
    select
        v.organisation_id,
        v.fiscal_year,
        v.document_key,
        v.fact_key,
        v.title,
        d.report_type,
        f.text as words,
        {
            'document_key': m.document_key, 'quote': m.quote, 'quote_start': m.quote_start, 'quote_end': m.quote_end,
            'page': m.page
        } as place
    from yearly_commitment as v
    inner join fact_commitment as f on v.fact_key = f.fact_key
    inner join dim_document as d on v.document_key = d.document_key
    inner join mention as m on v.fact_key = m.fact_key and m.fact_table = 'commitment'
    where v.kind = 'measure' and v.next_year_status = 'no_evidence'
    qualify
        row_number() over (
            partition by v.document_key, regexp_replace(f.text, '[^\p{Han}]', '', 'g') order by m.quote_start, m.evidence_key
        ) = 1
),

-- Next year's report of the same type; where there are several (one per project) nobody can say which should answer.
answer as (
    select
        organisation_id,
        fiscal_year,
        report_type,
        any_value(document_key) as document_key
    from current_report
    group by organisation_id, fiscal_year, report_type
    having count(*) = 1
),

due as (
    select
        p.*,
        a.document_key as answer_key
    from promise as p
    inner join answer as a
        on p.organisation_id = a.organisation_id and p.fiscal_year + 1 = a.fiscal_year and p.report_type = a.report_type
),

clause as (
    select
        fact_key,
        answer_key,
        regexp_replace(unnest(regexp_split_to_array(words, '[，,、；;：:。]')), '[^\p{Han}]', '', 'g') as clause
    from due
),

pair as (
    select distinct
        fact_key,
        answer_key,
        clause,
        substr(clause, unnest(generate_series(1, length(clause) - 1)), 2) as characters
    from clause
    where length(clause) >= 5
),

numbered as (
    select
        *,
        count(*) over (partition by fact_key, clause) as pairs
    from pair
),

sentence as (
    select
        d.document_key,
        unnest(list_distinct(regexp_split_to_array(d.text, '[。；！？\r\n]+'))) as sentence
    from dim_document as d
    where d.document_key in (select due.answer_key from due)
),

spoken_of as (
    select n.fact_key
    from numbered as n
    inner join sentence as s on n.answer_key = s.document_key and contains(s.sentence, n.characters)
    group by n.fact_key, n.clause, n.pairs, s.sentence
    having count(*) >= 0.4 * n.pairs
)

select
    d.answer_key as document_key,
    'note' as severity,
    concat(d.fiscal_year, '年度报告提出的改进措施“', d.title, '”，本年报告未见落实情况的说明。') as message,
    '' as computation,
    '请补充说明该项措施的落实情况。' as question,
    [d.place] as quotes
from due as d
where
    d.fact_key in (select pair.fact_key from pair)
    and d.fact_key not in (select spoken_of.fact_key from spoken_of);
