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

-- The first place that each body quotes, and of these the first few of each contest.
quoted as (
    select
        metric,
        scope,
        scope_region_code,
        period_key,
        rank_best,
        organisation_type,
        struct_pack(organisation := organisation, id := organisation_id, place := place) as rival
    from claim
    qualify
        row_number() over (
            partition by metric, scope, scope_region_code, period_key, rank_best, organisation_type, organisation_id
            order by place
        ) = 1
),

contest as (
    select
        metric,
        scope,
        scope_region_code,
        period_key,
        rank_best,
        organisation_type,
        count(*) as bodies,
        list(rival order by rival)[1:4] as rivals
    from quoted
    group by metric, scope, scope_region_code, period_key, rank_best, organisation_type
    having count(*) >= 2
),

met as (
    select
        one.document_key,
        one.period,
        one.subject,
        one.scope,
        one.rank_best,
        one.place,
        c.bodies,
        list_filter(c.rivals, lambda rival: rival.id <> one.organisation_id)[1:3] as rivals -- noqa: RF01,RF02
    from claim as one
    inner join contest as c
        on
            one.metric = c.metric
            and one.scope = c.scope
            and one.scope_region_code = c.scope_region_code
            and one.period_key = c.period_key
            and one.rank_best = c.rank_best
            and one.organisation_type = c.organisation_type
)

select
    m.document_key,
    'warning' as severity,
    concat(
        '本单位称', if(length(m.period) = 4, concat(m.period, '年'), m.period), '“', m.subject, '”', m.scope, '第', m.rank_best, '名，',
        array_to_string(list_transform(m.rivals, lambda told: told.organisation), '、'),
        if(m.bodies > 4, concat('等', m.bodies - 1, '家单位'), ''), '的报告也称同一名次，不能同时成立。'
    ) as message,
    concat(m.scope, '第', m.rank_best, '名：', m.bodies, '家同时主张') as computation,
    '请提供考核或排名通报，核实名次、范围和时间。' as question,
    list_prepend(m.place, list_transform(m.rivals, lambda told: told.place)) as quotes
from met as m;
