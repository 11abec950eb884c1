-- Grain: one row per name in the register of organisations that are expected to report.
create table expected_organisation (
    organisation varchar not null,
    organisation_type varchar,
    region_code varchar,
    expected_from integer not null,
    expected_to integer
);
