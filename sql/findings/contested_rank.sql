-- Grain: one row per current report and place that it claims while another body claims the same.
-- Only exact places on one metric, in one scope of one region and one period, among bodies of one type; shared places
-- (并列) are none. A place that a body claims for last year counts as well as its own year's.
with claim as (
    select
        r.document_key,
        r.organisation_id,
        r.organisation,
        o.organisation_type,
        f.period_key,
        p.period,
        f.scope,
        f.scope_region_code,
        f.rank_best,
        f.subject,
        coalesce(f.indicator_key, regexp_replace(f.subject, '[^\p{Han}A-Za-z0-9]', '', 'g')) as metric,
        {
            'document_key': m.document_key, 'quote': m.quote, 'quote_start': m.quote_start, 'quote_end': m.quote_end,
            'page': m.page
        } as place
    from fact_ranking as f
    inner join current_report as r on f.document_key = r.document_key
    inner join dim_organisation as o on r.organisation_id = o.organisation_id and o.is_current
    inner join dim_period as p on f.period_key = p.period_key
    inner join mention as m on f.fact_key = m.fact_key and m.fact_table = 'ranking'
    where
        f.rank_kind = 'exact'
        and f.rank_best = f.rank_worst
        and f.scope_region_code is not null
        and p.fiscal_year is not null
        and (f.indicator_key is not null or length(f.subject) >= 4)
        and not contains(f.wording, '并列')
        and not contains(m.quote, '并列')
    qualify row_number() over (partition by f.fact_key order by m.quote_start, m.evidence_key) = 1
),

met as (
    select
        one.document_key,
        one.period,
        one.subject,
        one.scope,
        one.rank_best,
        one.place,
        other.organisation as other_organisation,
        other.place as other_place
    from claim as one
    inner join claim as other
        on
            one.metric = other.metric
            and one.scope = other.scope
            and one.scope_region_code = other.scope_region_code
            and one.period_key = other.period_key
            and one.rank_best = other.rank_best
            and one.organisation_type = other.organisation_type
            and one.organisation_id <> other.organisation_id
)

select
    document_key,
    'warning' as severity,
    concat(
        '本单位称', period, '“', subject, '”', scope, '第', rank_best, '名，',
        string_agg(distinct other_organisation, '、' order by other_organisation), '的报告也称同一名次，两者不能同时成立。'
    ) as message,
    concat(scope, '第', rank_best, '名：', count(distinct other_organisation) + 1, '家同时主张') as computation,
    '请提供考核或排名通报，核实名次、范围和时间。' as question,
    list_prepend(place, list_distinct(list(other_place order by other_organisation, other_place))) as quotes
from met
group by document_key, period, subject, scope, rank_best, place;
