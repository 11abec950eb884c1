-- Grain: one row per period.
create table dim_period (
    period_key varchar not null,
    period varchar not null,
    fiscal_year integer,
    period_type varchar not null,
    period_in_year varchar,
    start_date date,
    end_date date
);
