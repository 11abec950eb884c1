-- Grain: one row per indicator.
create table dim_indicator (
    indicator_key varchar not null,
    indicator varchar not null,
    category varchar,
    base_unit varchar,
    polarity varchar not null,
    is_discovered boolean not null
);
