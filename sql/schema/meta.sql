-- Grain: one row per property of this file.
create table meta (
    property varchar not null,
    value varchar not null,
    changed_at timestamp
);
