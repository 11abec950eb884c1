-- Grain: one row per document, scope, project and period (and reading).
create table fact_budget (
    fact_key varchar not null,
    document_key varchar not null,
    organisation_id varchar,
    period_key varchar not null,
    fiscal_year integer,
    project varchar not null,
    reading_ordinal integer not null,
    scope varchar not null,
    category varchar,
    initial_budget_yuan decimal(20, 4),
    adjusted_budget_yuan decimal(20, 4),
    annual_budget_yuan decimal(20, 4),
    executed_yuan decimal(20, 4),
    execution_rate_reported_pct decimal(18, 6),
    execution_rate_computed_pct decimal(18, 6),
    score decimal(18, 6),
    score_weight decimal(18, 6),
    prior_annual_budget_yuan decimal(20, 4),
    prior_executed_yuan decimal(20, 4),
    prior_execution_rate_pct decimal(18, 6)
);
