-- Grain: one row per thing and year in each: from version 4 on the yearly views read stored rows, which the next settling makes.
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
create table settled_member (
    dimension varchar not null,
    member_key varchar not null,
    told varchar not null
);
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
insert into meta (property, value) values ('yearly', '');
update meta
set value = 'loaded'
where property = 'content';
