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
