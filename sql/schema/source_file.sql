-- Grain: one row per document and path (or URL) where it was found.
create table source_file (
    document_key varchar not null,
    file_name varchar not null,
    declared varchar not null
);
