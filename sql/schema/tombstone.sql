-- Grain: one row per document that was withdrawn.
create table tombstone (
    document_key varchar not null,
    reason varchar not null,
    forgotten_at timestamp
);
