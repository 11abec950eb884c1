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
