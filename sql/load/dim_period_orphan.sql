-- Grain: one row per period that no loaded report speaks of any more.
delete from dim_period
where
    period_key not in (
        select m.period_key from mention as m
        union distinct
        select b.period_key from fact_budget as b
        union distinct
        select i.period_key from fact_indicator as i
        union distinct
        select r.period_key from fact_ranking as r
        union distinct
        select k.period_key from fact_case as k
        union distinct
        select p.period_key from fact_commitment as p
    );
