-- Grain: one row per indicator fact: from version 3 on a target that only the excess implies says so.
alter table fact_indicator add column target_reading varchar;
