-- Grain: one row per indicator that no loaded report tells any more.
delete from dim_indicator
where
    indicator_key not in (
        select f.indicator_key from fact_indicator as f
        union distinct
        select r.indicator_key from fact_ranking as r
        where r.indicator_key is not null
    );
