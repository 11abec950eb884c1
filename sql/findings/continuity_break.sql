-- Grain: one row per figure of the year before that a current report tells or implies, and last year's report tells otherwise.
-- 3,480 个，较上年增加 280 个 implies 3,200; last year's report says 3,120. A printed number stands for an interval, so two
-- figures differ only where their intervals are apart. Rounded ones (约, 超) and parts of other figures are left out, and so
-- is a figure that any mention in last year's report agrees with, and one whose year or unit the report got wrong (a
-- finding of its own).
with thing as (
    select
        f.fact_key,
        'indicator' as fact_table,
        'actual' as told_role,
        i.indicator as caption,
        concat_ws('/', f.indicator_key, f.project, f.base_unit) as thing,
        not i.is_discovered or length(i.indicator) >= 5 as is_distinct
    from fact_indicator as f
    inner join dim_indicator as i on f.indicator_key = i.indicator_key
    union all
    select
        f.fact_key,
        'case' as fact_table,
        'count' as told_role,
        c.case_type as caption,
        concat_ws('/', f.case_type_key, f.project, f.unit) as thing,
        length(c.case_type) >= 2 as is_distinct
    from fact_case as f
    inner join dim_case_type as c on f.case_type_key = c.case_type_key
    union all
    select
        fact_key,
        'ranking' as fact_table,
        'rank' as told_role,
        concat(coalesce(scope, ''), subject, '名次') as caption,
        concat_ws('/', coalesce(indicator_key, subject), scope) as thing,
        length(subject) >= 3 and rank_kind = 'exact' and rank_best = rank_worst as is_distinct
    from fact_ranking
    union all
    select
        fact_key,
        'budget' as fact_table,
        unnest(['annual_budget', 'executed']) as told_role,
        concat(if(scope = 'overall', '部门整体', project), if(told_role = 'executed', '执行数', '全年预算数')) as caption,
        concat_ws('/', scope, project, told_role) as thing,
        true as is_distinct
    from fact_budget
),

doubtful as (
    select
        document_key,
        unnest(quotes).quote_start as quote_start,
        unnest(quotes).quote_end as quote_end
    from raised_finding
    where rule in ('stale_year', 'period_mismatch', 'unit_mismatch', 'missing_unit') and not is_cross_document
),

-- Levels as printed, each with half the width of the interval that its last digit leaves open.
level as (
    select
        r.organisation_id,
        r.fiscal_year as report_year,
        p.fiscal_year,
        p.period_in_year,
        t.thing,
        t.caption,
        m.evidence_key,
        m.document_key,
        m.value,
        m.value_base,
        m.number_text,
        coalesce(m.unit, if(t.fact_table = 'ranking', '位', '')) as unit,
        coalesce(u.factor, 1) as factor,
        if(t.fact_table = 'ranking', 0, 0.5 * pow(10, -coalesce(m.decimals, 0)) * coalesce(u.factor, 1)) as margin,
        {
            'document_key': m.document_key, 'quote': m.quote, 'quote_start': m.quote_start, 'quote_end': m.quote_end,
            'page': m.page
        } as place
    from mention as m
    inner join thing as t on m.fact_key = t.fact_key and m.fact_table = t.fact_table and m.role = t.told_role
    inner join current_report as r on m.document_key = r.document_key
    inner join dim_period as p on m.period_key = p.period_key
    left join dim_unit as u on m.unit = u.unit
    where
        t.is_distinct
        and m.qualifier = 'exact'
        and m.reading in ('printed', 'repaired')
        and m.value_base is not null
        and p.period_in_year is not null
        and not exists (
            select 1
            from doubtful as q
            where q.document_key = m.document_key and q.quote_start < m.quote_end and q.quote_end > m.quote_start
        )
),

change as (
    select
        m.anchor_key,
        m.value_base,
        m.number_text,
        coalesce(m.unit, '') as unit,
        0.5 * pow(10, -coalesce(m.decimals, 0)) * coalesce(u.factor, 1) as margin,
        {
            'document_key': m.document_key, 'quote': m.quote, 'quote_start': m.quote_start, 'quote_end': m.quote_end,
            'page': m.page
        } as place
    from mention as m
    left join dim_unit as u on m.unit = u.unit
    where m.role = 'change' and m.anchor_key is not null and m.qualifier = 'exact' and m.value_base is not null
),

-- What conforming has taken for a change against last year.
prior as (
    select
        fact_key,
        prior_value_base
    from fact_indicator
    where prior_value_base is not null
    union all
    select
        fact_key,
        prior_case_count as prior_value_base
    from fact_case
    where prior_case_count is not null
    union all
    select
        fact_key,
        unnest([prior_annual_budget_yuan, prior_executed_yuan]) as prior_value_base
    from fact_budget
),

implied as (
    select
        l.organisation_id,
        l.document_key,
        l.fiscal_year - 1 as fiscal_year,
        l.period_in_year,
        l.thing,
        l.caption,
        l.unit,
        l.factor,
        l.value_base - c.value_base as value_base,
        l.margin + c.margin as margin,
        concat(
            l.number_text, l.unit, if(c.value_base < 0, '、较上年减少', '、较上年增加'), ltrim(c.number_text, '-'), c.unit, '，推算上年为',
            rtrim(rtrim(cast(cast((l.value_base - c.value_base) / l.factor as decimal(38, 6)) as varchar), '0'), '.'), l.unit
        ) as told,
        concat(
            l.number_text, if(c.value_base < 0, ' + ', ' - '), ltrim(c.number_text, '-'), ' = ',
            rtrim(rtrim(cast(cast((l.value_base - c.value_base) / l.factor as decimal(38, 6)) as varchar), '0'), '.')
        ) as arithmetic,
        if(l.place = c.place, [l.place], [l.place, c.place]) as quotes
    from level as l
    inner join change as c on l.evidence_key = c.anchor_key
    inner join mention as m on l.evidence_key = m.evidence_key
    where
        l.fiscal_year = l.report_year
        and exists (
            select 1
            from prior as p
            where p.fact_key = m.fact_key and p.prior_value_base = l.value_base - c.value_base
        )
),

retold as (
    select
        organisation_id,
        document_key,
        fiscal_year,
        period_in_year,
        thing,
        caption,
        unit,
        factor,
        value_base,
        margin,
        concat('上年为', number_text, unit) as told,
        number_text as arithmetic,
        [place] as quotes
    from level
    where fiscal_year = report_year - 1
),

claim as (
    select *
    from implied
    union all
    select *
    from retold
),

compared as (
    select
        c.*,
        own.number_text as own_text,
        own.unit as own_unit,
        own.place as own_place,
        own.value_base - c.value_base as gap,
        abs(own.value_base - c.value_base) <= own.margin + c.margin as agrees
    from claim as c
    inner join level as own
        on
            c.organisation_id = own.organisation_id
            and c.thing = own.thing
            and c.fiscal_year = own.fiscal_year
            and own.fiscal_year = own.report_year
            and c.period_in_year = own.period_in_year
)

select
    document_key,
    'warning' as severity,
    concat(
        '本年报告中“', caption, '”', told, '；上年报告为', own_text, own_unit, '，两年数据不衔接，相差',
        rtrim(rtrim(cast(cast(abs(gap) / factor as decimal(38, 6)) as varchar), '0'), '.'), unit, '。'
    ) as message,
    concat(arithmetic, '；上年报告 ', own_text, own_unit) as computation,
    concat('请说明“', caption, '”上年数据的口径或更正情况。') as question,
    list_append(quotes, own_place) as quotes
from compared
qualify
    not bool_or(agrees) over (partition by document_key, thing, period_in_year, fiscal_year, value_base)
    and row_number() over (
        partition by document_key, thing, period_in_year, fiscal_year
        order by len(quotes) desc, quotes asc, own_place asc
    ) = 1;
