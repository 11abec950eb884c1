-- Grain: one row per case type.
create table dim_case_type (
    case_type_key varchar not null,
    case_type varchar not null,
    category varchar
);
