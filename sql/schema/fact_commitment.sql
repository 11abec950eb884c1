-- Grain: one row per document and item of its problems or measures.
create table fact_commitment (
    fact_key varchar not null,
    document_key varchar not null,
    organisation_id varchar,
    period_key varchar not null,
    fiscal_year integer,
    project varchar not null,
    reading_ordinal integer not null,
    kind varchar not null,
    ordinal integer not null,
    title varchar not null,
    text varchar not null
);
