-- Grain: one row per document, subject, scope and period (and reading).
create table fact_ranking (
    fact_key varchar not null,
    document_key varchar not null,
    organisation_id varchar,
    period_key varchar not null,
    fiscal_year integer,
    project varchar not null,
    reading_ordinal integer not null,
    subject varchar not null,
    indicator_key varchar,
    scope varchar,
    scope_region_code varchar,
    rank_best integer,
    rank_worst integer,
    rank_kind varchar not null,
    wording varchar not null,
    prior_rank_best integer
);
