-- Grain: one row per indicator that no loaded report tells any more.
delete from dim_indicator
where
    indicator_key in (
        select u.member_key
        from unsettled_member as u
        anti join fact_indicator as f on u.member_key = f.indicator_key
        anti join fact_ranking as r on u.member_key = r.indicator_key
        where u.dimension = 'dim_indicator'
    );
