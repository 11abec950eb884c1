-- Grain: one row per case type that no loaded report tells any more.
delete from dim_case_type
where case_type_key not in (select f.case_type_key from fact_case as f);
