-- Grain: one row per file that is not loaded now.
create table quarantined_file (
    file_name varchar not null,
    document_key varchar not null,
    reason_code varchar not null,
    reason varchar not null,
    byte_size bigint,
    reader_version varchar not null,
    seen_at timestamp
);
