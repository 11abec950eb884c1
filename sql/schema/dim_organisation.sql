-- Grain: one row per organisation and version of its name.
create table dim_organisation (
    organisation_id varchar not null,
    organisation varchar not null,
    aliases varchar[] not null,
    organisation_type varchar,
    region_code varchar,
    region varchar,
    valid_from date,
    valid_to date,
    is_current boolean not null
);
