-- Grain: one row per period that no loaded report speaks of any more.
delete from dim_period
where
    period_key in (
        select u.member_key
        from unsettled_member as u
        anti join mention as m on u.member_key = m.period_key
        anti join fact as f on u.member_key = f.period_key
        where u.dimension = 'dim_period'
    );
