-- Grain: one row per organisation, case type, unit, period within the year and fiscal year.
create table stored_yearly_case (
    organisation_id varchar not null,
    organisation varchar not null,
    project varchar,
    case_type varchar,
    unit varchar,
    period_in_year varchar,
    fiscal_year integer not null,
    case_count bigint,
    person_count bigint,
    amount_yuan decimal(20, 4),
    previous_case_count bigint,
    change_count bigint,
    change_pct decimal(18, 4),
    previous_source varchar,
    is_edition_doubtful boolean,
    fact_key varchar not null,
    document_key varchar not null
);
