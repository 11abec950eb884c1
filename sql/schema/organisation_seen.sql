-- Grain: one row per document and version of the organisation that it reports on.
create table organisation_seen (
    document_key varchar not null,
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
