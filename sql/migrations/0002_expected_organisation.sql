-- Grain: one row per name in the register: from version 2 on the warehouse knows who is expected to report.
create table expected_organisation (
    organisation varchar not null,
    organisation_type varchar,
    region_code varchar,
    expected_from integer not null,
    expected_to integer
);
