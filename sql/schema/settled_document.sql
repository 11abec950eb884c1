-- Grain: one row per document as the dimensions and the yearly tables were last put together from it.
create table settled_document (
    document_key varchar not null,
    edition_group varchar not null,
    organisation_id varchar,
    organisation varchar,
    fiscal_year integer,
    is_current boolean not null,
    edition_basis varchar,
    loaded_at timestamp,
    refreshed_at timestamp not null
);
