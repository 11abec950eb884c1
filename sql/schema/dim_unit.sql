-- Grain: one row per unit as written.
create table dim_unit (
    unit varchar not null,
    base_unit varchar not null,
    factor decimal(38, 10)
);
