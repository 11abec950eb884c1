-- Grain: one row per unit that no loaded report uses any more.
delete from dim_unit
where
    unit in (
        select u.member_key
        from unsettled_member as u
        anti join mention as m on u.member_key = m.unit
        where u.dimension = 'dim_unit'
    );
