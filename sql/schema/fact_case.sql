-- Grain: one row per document, project, case type, unit and period (and reading).
create table fact_case (
    fact_key varchar not null,
    document_key varchar not null,
    organisation_id varchar,
    period_key varchar not null,
    fiscal_year integer,
    project varchar not null,
    reading_ordinal integer not null,
    case_type_key varchar not null,
    case_type_text varchar not null,
    case_count bigint,
    unit varchar not null,
    person_count bigint,
    amount_yuan decimal(20, 4),
    rate_reported_pct decimal(18, 6),
    rate_name varchar,
    prior_case_count bigint
);
