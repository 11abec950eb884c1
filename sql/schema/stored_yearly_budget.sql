-- Grain: one row per organisation, scope, project, period within the year and fiscal year.
create table stored_yearly_budget (
    organisation_id varchar not null,
    organisation varchar not null,
    scope varchar,
    project varchar,
    period varchar,
    fiscal_year integer not null,
    annual_budget_yuan decimal(20, 4),
    executed_yuan decimal(20, 4),
    execution_rate_reported_pct decimal(18, 6),
    execution_rate_computed_pct decimal(18, 6),
    previous_annual_budget_yuan decimal(20, 4),
    annual_budget_change_pct decimal(18, 4),
    previous_executed_yuan decimal(20, 4),
    executed_change_pct decimal(18, 4),
    execution_rate_change_points decimal(18, 6),
    previous_source varchar,
    is_edition_doubtful boolean,
    fact_key varchar not null,
    document_key varchar not null
);
