-- The tables as version 3 made them; never changed again.
-- Grain: one row per property of this file.
create table meta (
    property varchar not null,
    value varchar not null,
    changed_at timestamp
);
-- Grain: one row per run.
create table run (
    run_key varchar not null,
    started_at timestamp not null,
    finished_at timestamp,
    status varchar not null,
    files_seen integer,
    files_loaded integer,
    files_unchanged integer,
    files_quarantined integer,
    code_version varchar,
    process_id integer
);
-- Grain: one row per distinct file content that is loaded.
create table dim_document (
    document_key varchar not null,
    file_name varchar not null,
    media_type varchar not null,
    title varchar not null,
    organisation_id varchar,
    fiscal_year integer,
    report_type varchar not null,
    edition_group varchar not null,
    edition_mark integer not null,
    dated_on date,
    published_on date,
    retrieved_on date,
    source_url varchar,
    page_count integer,
    char_count integer not null,
    byte_size bigint,
    numeral_count integer not null,
    unclaimed_count integer not null,
    is_ocr boolean not null,
    reader varchar not null,
    reader_version varchar not null,
    extractor_version varchar not null,
    reference_version varchar not null,
    text varchar not null,
    edition integer,
    is_current boolean not null default false,
    edition_basis varchar,
    loaded_at timestamp
);
-- Grain: one row per document and path (or URL) where it was found.
create table source_file (
    document_key varchar not null,
    file_name varchar not null,
    declared varchar not null
);
-- Grain: one row per document and version of the organisation that it reports on.
create table organisation_seen (
    document_key varchar not null,
    organisation_id varchar not null,
    organisation varchar not null,
    aliases varchar[] not null,
    organisation_type varchar,
    region_code varchar,
    region varchar,
    valid_from date,
    valid_to date,
    is_current boolean not null
);
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
-- Grain: one row per document, project, indicator, base unit and period (and reading).
create table fact_indicator (
    fact_key varchar not null,
    document_key varchar not null,
    organisation_id varchar,
    period_key varchar not null,
    fiscal_year integer,
    project varchar not null,
    reading_ordinal integer not null,
    indicator_key varchar not null,
    indicator_text varchar not null,
    value decimal(38, 10),
    unit varchar,
    value_base decimal(38, 10),
    base_unit varchar not null,
    decimals integer,
    value_low decimal(38, 10),
    value_high decimal(38, 10),
    qualifier varchar,
    target_base decimal(38, 10),
    completion_rate_reported_pct decimal(18, 6),
    excess_base decimal(38, 10),
    prior_value_base decimal(38, 10),
    prior_reading varchar,
    change_base decimal(38, 10),
    growth_rate_reported_pct decimal(18, 6),
    weight decimal(18, 6),
    score decimal(18, 6),
    part_of_fact_key varchar,
    target_reading varchar
);
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
-- Grain: one row per document and item of its problems or measures.
create table fact_commitment (
    fact_key varchar not null,
    document_key varchar not null,
    organisation_id varchar,
    period_key varchar not null,
    fiscal_year integer,
    project varchar not null,
    reading_ordinal integer not null,
    kind varchar not null,
    ordinal integer not null,
    title varchar not null,
    text varchar not null
);
-- Grain: one row per number or wording in a document that tells a fact (the back room of the view evidence).
create table mention (
    evidence_key varchar not null,
    document_key varchar not null,
    fact_table varchar not null,
    fact_key varchar,
    period_key varchar not null,
    role varchar not null,
    name varchar not null,
    number_text varchar,
    value decimal(38, 10),
    unit varchar,
    value_base decimal(38, 10),
    base_unit varchar,
    decimals integer,
    qualifier varchar not null,
    reading varchar not null,
    original_value decimal(38, 10),
    quote varchar not null,
    quote_start integer not null,
    quote_end integer not null,
    number_start integer,
    number_end integer,
    section_path varchar,
    page integer,
    table_number integer,
    row_number integer,
    column_number integer,
    rule varchar not null,
    anchor_key varchar
);
-- Grain: one row per numeral in a document that became no mention, with what it is instead.
create table numeral (
    document_key varchar not null,
    numeral_start integer not null,
    numeral_end integer not null,
    numeral_text varchar not null,
    kind varchar not null
);
-- Grain: one row per document and finding in it (the back room of the view finding).
create table raised_finding (
    finding_key varchar not null,
    document_key varchar not null,
    organisation_id varchar,
    fiscal_year integer,
    rule varchar not null,
    severity varchar not null,
    message varchar not null,
    computation varchar,
    question varchar,
    quotes struct(
        document_key varchar,
        quote varchar,
        quote_start integer,
        quote_end integer,
        page integer
    )[] not null,
    is_cross_document boolean not null
);
-- Grain: one row per organisation and version of its name.
create table dim_organisation (
    organisation_id varchar not null,
    organisation varchar not null,
    aliases varchar[] not null,
    organisation_type varchar,
    region_code varchar,
    region varchar,
    valid_from date,
    valid_to date,
    is_current boolean not null
);
-- Grain: one row per period.
create table dim_period (
    period_key varchar not null,
    period varchar not null,
    fiscal_year integer,
    period_type varchar not null,
    period_in_year varchar,
    start_date date,
    end_date date
);
-- Grain: one row per indicator.
create table dim_indicator (
    indicator_key varchar not null,
    indicator varchar not null,
    category varchar,
    base_unit varchar,
    polarity varchar not null,
    is_discovered boolean not null
);
-- Grain: one row per case type.
create table dim_case_type (
    case_type_key varchar not null,
    case_type varchar not null,
    category varchar
);
-- Grain: one row per unit as written.
create table dim_unit (
    unit varchar not null,
    base_unit varchar not null,
    factor decimal(38, 10)
);
-- Grain: one row per file that is not loaded now.
create table quarantined_file (
    file_name varchar not null,
    document_key varchar not null,
    reason_code varchar not null,
    reason varchar not null,
    byte_size bigint,
    reader_version varchar not null,
    seen_at timestamp
);
-- Grain: one row per document that was withdrawn.
create table tombstone (
    document_key varchar not null,
    reason varchar not null,
    forgotten_at timestamp
);
-- Grain: one row per finding that somebody has looked at and accepts.
create table waiver (
    finding_key varchar not null,
    why varchar not null,
    reviewed_by varchar not null,
    valid_until date
);
-- Grain: one row per name in the register of organisations that are expected to report.
create table expected_organisation (
    organisation varchar not null,
    organisation_type varchar,
    region_code varchar,
    expected_from integer not null,
    expected_to integer
);
-- Grain: one row per expectation in one run.
create table expectation_result (
    run_key varchar not null,
    suite varchar not null,
    expectation varchar not null,
    severity varchar not null,
    success boolean not null,
    unexpected_count bigint,
    checked_at timestamp not null
);
