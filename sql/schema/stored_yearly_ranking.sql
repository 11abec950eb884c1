-- Grain: one row per organisation, subject, scope, period within the year and fiscal year.
create table stored_yearly_ranking (
    organisation_id varchar not null,
    organisation varchar not null,
    subject varchar,
    scope varchar,
    period_in_year varchar,
    fiscal_year integer not null,
    rank_best integer,
    rank_worst integer,
    rank_kind varchar,
    previous_rank_best integer,
    places_gained integer,
    previous_source varchar,
    is_edition_doubtful boolean,
    fact_key varchar not null,
    document_key varchar not null
);
