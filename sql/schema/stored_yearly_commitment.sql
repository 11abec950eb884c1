-- Grain: one row per organisation, fiscal year and item of the problems or measures in its report.
create table stored_yearly_commitment (
    organisation_id varchar not null,
    organisation varchar not null,
    fiscal_year integer not null,
    kind varchar,
    ordinal integer,
    title varchar,
    next_year_status varchar,
    next_year_quote varchar,
    is_edition_doubtful boolean,
    fact_key varchar not null,
    document_key varchar not null
);
