-- Grain: one row per numeral in a document that became no mention, with what it is instead.
create table numeral (
    document_key varchar not null,
    numeral_start integer not null,
    numeral_end integer not null,
    numeral_text varchar not null,
    kind varchar not null
);
