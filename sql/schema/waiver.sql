-- Grain: one row per finding that somebody has looked at and accepts.
create table waiver (
    finding_key varchar not null,
    why varchar not null,
    reviewed_by varchar not null,
    valid_until date
);
