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
