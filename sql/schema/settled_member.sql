-- Grain: one row per member of a shared dimension as the yearly tables were last put together from it.
create table settled_member (
    dimension varchar not null,
    member_key varchar not null,
    told varchar not null
);
