-- Grain: one row per case type that no loaded report tells any more.
delete from dim_case_type
where
    case_type_key in (
        select u.member_key
        from unsettled_member as u
        anti join fact_case as f on u.member_key = f.case_type_key
        where u.dimension = 'dim_case_type'
    );
