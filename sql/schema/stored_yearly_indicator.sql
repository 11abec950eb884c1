-- Grain: one row per organisation, project, indicator, base unit, period within the year and fiscal year.
create table stored_yearly_indicator (
    organisation_id varchar not null,
    organisation varchar not null,
    project varchar,
    indicator varchar,
    category varchar,
    base_unit varchar,
    period_in_year varchar,
    fiscal_year integer not null,
    value_base decimal(38, 10),
    target_base decimal(38, 10),
    completion_rate_pct decimal(18, 6),
    previous_value_base decimal(38, 10),
    previous_source varchar,
    change_base decimal(38, 10),
    change_pct decimal(18, 4),
    is_edition_doubtful boolean,
    fact_key varchar not null,
    document_key varchar not null
);
